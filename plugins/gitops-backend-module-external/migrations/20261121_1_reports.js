/**
 * What was reported last, for all replicas to see. Times are ISO 8601.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('external_instances', table => {
    table.text('name').primary();
    table.integer('version').notNullable().comment('Raised by each report');
    table
      .integer('relist_version')
      .notNullable()
      .comment('Raised when something is gone: it is not among the rows then');
    table.text('reported_at').notNullable();
  });

  await knex.schema.createTable('external_applications', table => {
    table.text('instance').notNullable();
    table.text('kind').notNullable();
    table.text('namespace').notNullable();
    table.text('name').notNullable();
    table.text('observed').notNullable().comment('JSON');
    table.integer('version').notNullable().comment('Of its instance then');
    table.text('reported_at').notNullable();
    table.primary(['instance', 'kind', 'namespace', 'name']);
    table.index(['instance', 'version'], 'external_applications_version_idx');
    table.index(
      ['instance', 'reported_at'],
      'external_applications_reported_idx',
    );
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('external_applications');
  await knex.schema.dropTable('external_instances');
};
