/**
 * Of the applications that one declares those that it has still to apply.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('git_differing', table => {
    table.string('application_id', 255).notNullable();
    // No foreign key: a child may be seen after its parent, or never.
    table.string('child_id', 255).notNullable();
    table.primary(['application_id', 'child_id']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('git_differing');
};
