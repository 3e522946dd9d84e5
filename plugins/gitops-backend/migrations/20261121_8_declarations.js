/**
 * Which application's manifests declare another one, and what of them is in effect.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('git_declarations', table => {
    table.string('application_id', 255).primary();
    // No foreign key: a child may be seen before its parent.
    table.string('parent_id', 255).notNullable();
    table.text('kind').notNullable().comment('What the manifest says');
    table.text('namespace').notNullable();
    table.text('name').notNullable();
    table.boolean('in_effect').notNullable();
    table.index(['parent_id'], 'git_declarations_parent_idx');
  });
  // Written with the next look at each application.
  await knex.schema.alterTable('git_sources', table => {
    table
      .text('applied_revision')
      .comment('The deployed one, or a later one that differs in nothing');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('git_sources', table => {
    table.dropColumn('applied_revision');
  });
  // Negative positions are a parent's sources.
  await knex('git_inputs').where('position', '<', 0).delete();
  await knex.schema.dropTable('git_declarations');
};
