/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('operations', table => {
    table.comment('What people asked engines for, and what came of it');
    table.text('id').primary();
    table.text('application_id').notNullable();
    table.text('type').notNullable();
    table.text('options').notNullable().comment('JSON');
    table.text('phase').notNullable();
    table.text('message');
    table.text('requested_by').notNullable().comment('Entity ref of a person');
    table.text('requested_at').notNullable().comment('ISO 8601');
    table.text('finished_at').comment('ISO 8601');
    table.text('idempotency_key').notNullable().comment('Made by the client');
    table
      .text('deadline')
      .notNullable()
      .comment('ISO 8601, nobody waits any longer');
    table.unique(['requested_by', 'idempotency_key', 'application_id'], {
      indexName: 'operations_key_idx',
    });
    table.index(
      ['application_id', 'requested_at', 'id'],
      'operations_page_idx',
    );
    table.index(['requested_at'], 'operations_age_idx');
  });
  // At most one at a time, whichever tab, person or replica asks.
  await knex.raw(
    'create unique index operations_unfinished_idx on operations (application_id, type) where finished_at is null',
  );
  await knex.raw(
    'create index operations_deadline_idx on operations (deadline) where finished_at is null',
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('operations');
};
