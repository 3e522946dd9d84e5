/**
 * Each look asks for the syncs of an application whose end is not known, which are few
 * of many.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('syncs', table => {
    table.index(['application_id', 'phase'], 'syncs_phase_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('syncs', table => {
    table.dropIndex(['application_id', 'phase'], 'syncs_phase_idx');
  });
};
