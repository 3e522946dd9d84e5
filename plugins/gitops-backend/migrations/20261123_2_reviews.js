/**
 * What Git hosts say of commits: their pull requests, checks and signatures. It is
 * kept by the commits' SHAs, so that it outlives an index that is built anew.
 * Times are milliseconds since 1970.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('commit_reviews', table => {
    table
      .integer('repository_id')
      .notNullable()
      .references('id')
      .inTable('git_repositories')
      .onDelete('CASCADE');
    table.string('sha', 64).notNullable();
    table.bigInteger('ordinal').notNullable().comment('The newest come first');
    table.string('review', 8).notNullable().defaultTo('unknown');
    table.text('reason').comment('Why it is not known');
    table.integer('pull_number');
    table.string('checks', 8).notNullable().defaultTo('unknown');
    table.string('signature', 12).notNullable().defaultTo('unknown');
    table.integer('times_asked').notNullable().defaultTo(0);
    table.bigInteger('answered_at_ms').comment('Null: never yet');
    table.bigInteger('due_at_ms').comment('Null: not asked about again');
    table
      .integer('landing')
      .comment('Of the commit, when it was asked about last');
    table.primary(['repository_id', 'sha']);
    table.index(['repository_id', 'ordinal'], 'commit_reviews_due_idx', {
      predicate: knex.whereNotNull('due_at_ms'),
    });
    table.index(['repository_id', 'ordinal'], 'commit_reviews_newest_idx');
    table.index(['repository_id', 'pull_number'], 'commit_reviews_pull_idx');
  });

  await knex.schema.createTable('pull_requests', table => {
    table
      .integer('repository_id')
      .notNullable()
      .references('id')
      .inTable('git_repositories')
      .onDelete('CASCADE');
    table.integer('number').notNullable();
    table.text('title').notNullable();
    table.text('url');
    table.text('author');
    table.string('merged_at', 32).comment('ISO 8601');
    table.text('reviewers').notNullable().comment('JSON');
    table.integer('approvals');
    table.primary(['repository_id', 'number']);
  });

  await knex.schema.createTable('review_hosts', table => {
    table.string('host', 255).primary();
    table.bigInteger('paused_until_ms').notNullable().defaultTo(0);
    table.integer('failures').notNullable().defaultTo(0).comment('In a row');
    table.string('kind', 12).notNullable().comment('Of the last failure');
    table.text('reason').comment('Of the last failure; null: it is over');
  });

  await knex.schema.createTable('unasked_repositories', table => {
    table
      .integer('repository_id')
      .primary()
      .references('id')
      .inTable('git_repositories')
      .onDelete('CASCADE');
    table.text('reason').notNullable().comment('Why its host cannot be asked');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('unasked_repositories');
  await knex.schema.dropTable('review_hosts');
  await knex.schema.dropTable('pull_requests');
  await knex.schema.dropTable('commit_reviews');
};
