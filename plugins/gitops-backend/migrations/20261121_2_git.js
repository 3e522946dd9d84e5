/**
 * The index of the Git repositories that applications are rendered from.
 * Times are seconds since 1970 unless the column's name ends in `_ms`.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('git_repositories', table => {
    table.increments('id');
    table.text('key').notNullable().unique();
    table.text('url').notNullable();
    table.string('state', 16).notNullable();
    table.text('reason');
    table.bigInteger('indexed_at_ms');
    table.boolean('partial').notNullable().defaultTo(false);
    table
      .string('trunk_sha', 64)
      .comment('The indexed tip of the default branch');
    table
      .integer('version')
      .notNullable()
      .defaultTo(0)
      .comment(
        'Raised by every write to the index; a writer that read an older one rolls back',
      );
  });

  await knex.schema.createTable('git_sources', table => {
    table.string('application_id', 255).notNullable();
    table.integer('position').notNullable();
    table
      .integer('repository_id')
      .notNullable()
      .references('id')
      .inTable('git_repositories')
      .onDelete('CASCADE');
    table.text('path').notNullable();
    table.text('target').notNullable();
    table.text('desired_revision');
    table.text('deployed_revision');
    table
      .text('inputs_key')
      .comment('The revisions that the inputs were read at');
    table.primary(['application_id', 'position']);
    table.index(['repository_id'], 'git_sources_repository_idx');
  });

  await knex.schema.createTable('git_targets', table => {
    table
      .integer('repository_id')
      .notNullable()
      .references('id')
      .inTable('git_repositories')
      .onDelete('CASCADE');
    table.text('target').notNullable();
    table
      .string('sha', 64)
      .comment('Null where the repository has no such revision');
    table.primary(['repository_id', 'target']);
  });

  await knex.schema.createTable('git_commits', table => {
    table.increments('id');
    table
      .integer('repository_id')
      .notNullable()
      .references('id')
      .inTable('git_repositories')
      .onDelete('CASCADE');
    table.string('sha', 64).notNullable();
    table.text('author_name').notNullable();
    table.text('author_email').notNullable();
    table.text('subject').notNullable();
    table.bigInteger('at').notNullable();
    table.boolean('at_clamped').notNullable();
    table.boolean('merge').notNullable();
    table.boolean('mainline').notNullable();
    table.boolean('on_trunk').notNullable();
    table.bigInteger('landed_at');
    table.bigInteger('order_seconds').notNullable();
    table.integer('generation').notNullable();
    table.bigInteger('ordinal').notNullable();
    table.unique(['repository_id', 'sha'], {
      indexName: 'git_commits_sha_idx',
    });
  });

  await knex.schema.createTable('git_paths', table => {
    table.increments('id');
    table
      .integer('repository_id')
      .notNullable()
      .references('id')
      .inTable('git_repositories')
      .onDelete('CASCADE');
    table.text('path').notNullable();
    table.unique(['repository_id', 'path'], {
      indexName: 'git_paths_path_idx',
    });
  });

  await knex.schema.createTable('git_commit_paths', table => {
    // No foreign keys: checking them takes most of the time of a large import.
    table.integer('path_id').notNullable();
    table.bigInteger('ordinal').notNullable();
    table.integer('commit_id').notNullable();
    table.primary(['path_id', 'ordinal', 'commit_id']);
    table.index(['commit_id'], 'git_commit_paths_commit_idx');
  });

  await knex.schema.createTable('git_inputs', table => {
    table.string('application_id', 255).notNullable();
    table.integer('position').notNullable();
    table
      .integer('path_id')
      .notNullable()
      .references('id')
      .inTable('git_paths')
      .onDelete('CASCADE');
    table.primary(['application_id', 'position', 'path_id']);
    table.index(['path_id'], 'git_inputs_path_idx');
  });

  await knex.schema.createTable('git_revisions', table => {
    table.increments('id');
    table
      .integer('repository_id')
      .notNullable()
      .references('id')
      .inTable('git_repositories')
      .onDelete('CASCADE');
    table.string('sha', 64).notNullable();
    table
      .string('state', 16)
      .notNullable()
      .comment(
        'known, absent (not in the repository), distant (differs too much to keep)',
      );
    table.bigInteger('checked_at_ms').notNullable();
    table.unique(['repository_id', 'sha'], {
      indexName: 'git_revisions_sha_idx',
    });
  });

  await knex.schema.createTable('git_revision_commits', table => {
    // No foreign keys, as above.
    table.integer('revision_id').notNullable();
    table.integer('commit_id').notNullable();
    table.boolean('contained').notNullable();
    table.primary(['revision_id', 'commit_id']);
    table.index(['commit_id'], 'git_revision_commits_commit_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'git_revision_commits',
    'git_revisions',
    'git_inputs',
    'git_commit_paths',
    'git_paths',
    'git_commits',
    'git_targets',
    'git_sources',
    'git_repositories',
  ]) {
    await knex.schema.dropTable(table);
  }
};
