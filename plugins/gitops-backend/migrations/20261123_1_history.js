const { createHash } = require('node:crypto');

/**
 * How commits came to their branch, which directories were others before, why a path
 * is an input, and who is at work on a repository. The index is built anew, since
 * nothing that is there says with which commit another one landed.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('leases', table => {
    table.string('name', 255).primary();
    table.string('holder', 64).notNullable();
    table
      .integer('token')
      .notNullable()
      .comment('Raised with every change of hands; fences who was overtaken');
    table.bigInteger('until_ms').notNullable().comment("The database's time");
  });

  await knex.schema.alterTable('git_repositories', table => {
    table.string('public_id', 32).comment('Names it outside: opaque, stable');
    table.text('default_branch').comment('Full name of the ref');
    table
      .bigInteger('checked_at_ms')
      .comment("When it was asked last and answered; the database's time");
    table.integer('progress_done').comment('Commits of an index under way');
    table.integer('progress_total');
  });
  // Leases came in its place. Not by a schema builder, which on SQLite makes the table
  // anew, and so would delete what refers to it.
  await knex.raw('alter table git_repositories drop column version');
  const repositories = await knex('git_repositories').select('id', 'key');
  for (const { id, key } of repositories) {
    const digest = createHash('sha256').update(key).digest('hex');
    await knex('git_repositories')
      .where({ id })
      .update({ public_id: digest.slice(0, 16) });
  }
  await knex.schema.alterTable('git_repositories', table => {
    table.unique(['public_id'], { indexName: 'git_repositories_public_idx' });
  });

  for (const table of [
    'git_revision_commits',
    'git_revisions',
    'git_inputs',
    'git_commit_paths',
    'git_paths',
    'git_commits',
    'git_targets',
  ]) {
    await knex(table).delete();
  }
  await knex('git_sources').update({ inputs_key: null });
  await knex('git_repositories').update({
    trunk_sha: null,
    indexed_at_ms: null,
  });
  await knex('git_repositories')
    .whereNot('key', 'like', 'refused:%')
    .update({ state: 'indexing', reason: null });

  const isPostgres = String(knex.client.config.client).startsWith('pg');
  if (isPostgres) {
    await knex.schema.alterTable('git_commit_paths', table => {
      table.dropIndex(['commit_id'], 'git_commit_paths_commit_idx');
    });
  } else {
    // The key is the table: nothing is stored twice.
    await knex.schema.dropTable('git_commit_paths');
    await knex.raw(`create table git_commit_paths (
      path_id integer not null, ordinal bigint not null, commit_id integer not null,
      primary key (path_id, ordinal, commit_id)) without rowid`);
  }
  await knex.schema.alterTable('git_commits', table => {
    table
      .integer('landing')
      .comment(
        'Place on the trunk of the first-parent commit with which it landed',
      );
    table
      .text('path_ids')
      .comment(
        'As JSON: git_commit_paths the other way round, without an index',
      );
    table.index(['repository_id', 'landing'], 'git_commits_landing_idx');
  });
  await knex.schema.alterTable('git_inputs', table => {
    table.text('named_by').comment('The file that reaches it; null: the path');
    table
      .bigInteger('until')
      .comment('It counts up to this ordinal: then it became another path');
  });
  await knex.schema.alterTable('git_sources', table => {
    table.text('notes').comment('What of its inputs could not be followed');
    table.text('reads').comment('What is read beside the path; null: nothing');
  });

  await knex.schema.createTable('git_renames', table => {
    table
      .integer('repository_id')
      .notNullable()
      .references('id')
      .inTable('git_repositories')
      .onDelete('CASCADE');
    table.integer('commit_id').notNullable();
    table.bigInteger('ordinal').notNullable();
    table.text('from_path').notNullable();
    table.text('to_path').notNullable();
    table.primary(['repository_id', 'to_path', 'ordinal', 'commit_id']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('git_renames');
  await knex.schema.alterTable('git_sources', table => {
    table.dropColumns('notes', 'reads');
  });
  await knex.schema.alterTable('git_commit_paths', table => {
    table.index(['commit_id'], 'git_commit_paths_commit_idx');
  });
  await knex('git_inputs').whereNotNull('until').delete();
  await knex.schema.alterTable('git_inputs', table => {
    table.dropColumns('named_by', 'until');
  });
  await knex.schema.alterTable('git_commits', table => {
    table.dropIndex(['repository_id', 'landing'], 'git_commits_landing_idx');
    table.dropColumns('landing', 'path_ids');
  });
  await knex.schema.alterTable('git_repositories', table => {
    table.dropUnique(['public_id'], 'git_repositories_public_idx');
    table.integer('version').notNullable().defaultTo(0);
  });
  for (const column of [
    'public_id',
    'default_branch',
    'progress_done',
    'progress_total',
    'checked_at_ms',
  ]) {
    // As above: what refers to it stays.
    await knex.raw('alter table git_repositories drop column ??', [column]);
  }
  await knex.schema.dropTable('leases');
};
