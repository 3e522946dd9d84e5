import { eventually } from '@backstage-gitops/plugin-gitops-node/testUtils';
import { Knex } from 'knex';

/** Resolves once one session of this PostgreSQL database waits for another's lock. */
export function untilOneWaits(database: Knex): Promise<void> {
  return eventually(async () =>
    expect(
      await database('pg_stat_activity')
        .whereRaw('datname = current_database()')
        .where({ wait_event_type: 'Lock' })
        .select('query'),
    ).toHaveLength(1),
  );
}
