/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('instances', table => {
    table.comment('Installations of engines, and how each was last found');
    table.text('engine').notNullable();
    table.text('name').notNullable();
    table.text('state').notNullable();
    table.text('since').notNullable().comment('ISO 8601, of the state');
    table.text('reason');
    table.text('last_seen_at').comment('ISO 8601, last sign of life');
    table.text('capabilities').notNullable().comment('JSON');
    table.text('gone_since').comment('ISO 8601, no longer configured since');
    table.primary(['engine', 'name']);
  });

  await knex.schema.createTable('applications', table => {
    table.comment('Each application as last observed, and what follows of it');
    table.text('id').primary();
    table.text('engine').notNullable();
    table.text('instance').notNullable();
    table.text('kind').notNullable();
    table.text('namespace').notNullable();
    table.text('name').notNullable();
    table.text('uid');
    table.text('project');
    table.text('environment');
    table.text('sync_status').notNullable();
    table.text('divergence').notNullable();
    table.text('health').notNullable();
    table.text('labels').notNullable().comment('JSON, for binding');
    table.text('entity_refs').notNullable().comment('JSON, for binding');
    table.text('observed').notNullable().comment('JSON, as the engine gave it');
    table.text('observed_hash').notNullable();
    table.text('record').notNullable().comment('JSON, as it is answered');
    table.integer('version').notNullable().comment('Counts the changes');
    table.text('changed_at').notNullable().comment('ISO 8601');
    table.index(['engine', 'instance'], 'applications_instance_idx');
    table.index(['name', 'id'], 'applications_page_idx');
  });

  await knex.schema.createTable('application_bindings', table => {
    table.comment('Which applications belong to which catalog entity');
    table.text('entity_ref').notNullable();
    table.text('application_id').notNullable();
    table.boolean('confirmed').notNullable();
    table.primary(['entity_ref', 'application_id']);
    table.index(['application_id'], 'application_bindings_application_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('application_bindings');
  await knex.schema.dropTable('applications');
  await knex.schema.dropTable('instances');
};
