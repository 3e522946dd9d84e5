/**
 * What engines did, for longer than they remember it themselves, and when nobody
 * looked. Times are ISO 8601.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('syncs', table => {
    table.text('id').primary();
    table.text('application_id').notNullable();
    table.text('uid').notNullable().comment('Of the object then, or empty');
    table.text('key').notNullable().comment('By which the engine knows it');
    table.text('at').notNullable().comment('Its place: begun, else first seen');
    table.text('phase').notNullable();
    table.boolean('deployed').notNullable();
    table.text('revisions').notNullable().comment('JSON');
    table.text('started_at');
    table.text('finished_at');
    table.text('repeats').comment('JSON');
    table.text('initiated_by').comment('JSON');
    table.text('message');
    table.unique(['application_id', 'uid', 'key'], {
      indexName: 'syncs_key_idx',
    });
    table.index(['application_id', 'at', 'id'], 'syncs_page_idx');
    table.index(['at'], 'syncs_age_idx');
  });

  await knex.schema.createTable('unobserved', table => {
    table.text('engine').notNullable();
    table.text('instance').notNullable();
    table.text('from').notNullable();
    table.text('to').notNullable();
    table.primary(['engine', 'instance', 'from']);
    table.index(['to'], 'unobserved_age_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('unobserved');
  await knex.schema.dropTable('syncs');
};
