/**
 * What people are told of, and the telling itself. Times are ISO 8601.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('alerts', table => {
    table.text('id').primary();
    table.text('application_id').notNullable();
    table.text('status').notNullable().comment('open, closed');
    table
      .text('application')
      .notNullable()
      .comment('JSON, which it is; outlives the application');
    table.text('drift').notNullable().comment('JSON, as last seen');
    table.text('opened_at').notNullable();
    table.text('closed_at');
    table.text('ending').comment('JSON, how it ended and by whom');
    table.text('acknowledged_by').comment('Entity ref of a person');
    table.text('acknowledged_at');
    table.text('note');
    table.index(['status', 'opened_at', 'id'], 'alerts_page_idx');
    table.index(['application_id'], 'alerts_application_idx');
    table.unique(['application_id'], {
      indexName: 'alerts_open_idx',
      predicate: knex.whereRaw("status = 'open'"),
    });
  });

  await knex.schema.createTable('alert_entities', table => {
    table.comment('To whom a removed application belonged at its end');
    table
      .text('alert_id')
      .notNullable()
      .references('id')
      .inTable('alerts')
      .onDelete('CASCADE');
    table.text('entity_ref').notNullable();
    table.boolean('confirmed').notNullable();
    table.primary(['alert_id', 'entity_ref']);
    table.index(['entity_ref'], 'alert_entities_entity_idx');
  });

  await knex.schema.createTable('alert_deliveries', table => {
    table.comment('What is to be told of alerts, and what has been');
    table
      .text('alert_id')
      .notNullable()
      .references('id')
      .inTable('alerts')
      .onDelete('CASCADE');
    table.text('what').notNullable().comment('opened, closed');
    table.text('channel').notNullable().comment('notification, event');
    table.text('due_at').notNullable().comment('Not to be tried before');
    table.integer('attempts').notNullable();
    table.text('sent_at');
    table.primary(['alert_id', 'what', 'channel']);
    table.index(['channel', 'due_at'], 'alert_deliveries_due_idx', {
      predicate: knex.whereNull('sent_at'),
    });
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('alert_deliveries');
  await knex.schema.dropTable('alert_entities');
  await knex.schema.dropTable('alerts');
};
