/**
 * What a manifest declares: the application itself, or what makes it.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('git_declarations', table => {
    table
      .string('object_id', 255)
      .notNullable()
      .defaultTo('')
      .comment('As in git_differing.child_id');
  });
  await knex('git_declarations').update({
    object_id: knex.ref('application_id'),
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('git_declarations', table => {
    table.dropColumn('object_id');
  });
};
