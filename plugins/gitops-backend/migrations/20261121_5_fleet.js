/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  // Nothing is asked of these; what is told of them is in `record`.
  await knex.schema.alterTable('applications', table => {
    table.dropColumns('sync_status', 'divergence', 'health', 'uid');
  });
  await knex.schema.alterTable('applications', table => {
    table
      .text('state')
      .notNullable()
      .defaultTo('Unknown')
      .comment('What is said of it first');
    table
      .integer('rank')
      .notNullable()
      .defaultTo(10)
      .comment('How bad that is, 0 is the worst');
    table
      .text('since')
      .notNullable()
      .defaultTo('')
      .comment(
        'ISO 8601, of the state; empty where not known, which sorts last',
      );
  });
  // With this every application is written anew when it is next observed.
  await knex('applications').update({ observed_hash: '' });
  await knex.raw(
    'create index applications_worst_idx on applications (rank, since desc, name, id)',
  );
  await knex.raw(
    'create index applications_since_idx on applications (since desc, name, id)',
  );
  await knex.raw(
    'create index applications_facets_idx on applications (state, environment, engine, instance, name, id)',
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('applications', table => {
    table.dropIndex([], 'applications_facets_idx');
    table.dropIndex([], 'applications_since_idx');
    table.dropIndex([], 'applications_worst_idx');
  });
  await knex.schema.alterTable('applications', table => {
    table.dropColumns('state', 'rank', 'since');
  });
  await knex.schema.alterTable('applications', table => {
    for (const name of ['sync_status', 'divergence', 'health']) {
      table.text(name).notNullable().defaultTo('Unknown');
    }
    table.text('uid');
  });
  // The release before writes every application anew when it is next observed.
  await knex('applications').update({ observed_hash: '' });
};
