/**
 * More is said first of an application than before, so that the ranks are others.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  // With this every application is written anew when it is next observed.
  await knex('applications').update({ observed_hash: '' });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex('applications').update({ observed_hash: '' });
};
