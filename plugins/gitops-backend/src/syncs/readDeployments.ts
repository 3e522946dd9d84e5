import { Knex } from 'knex';
import { isPostgres } from '../store/isPostgres';
import { Deployment } from './runningSince';
import { revisionsOf, SyncRow } from './rows';

/** Of each application; whoever deploys more in between waits for an answer of `atLeast`. */
const MAX_DEPLOYMENTS = 50;

export interface DeploymentOf extends Deployment {
  applicationId: string;
  /** One per source. */
  revisions: string[];
}

/** The newest successful deployments of each of these applications, newest first; one statement. */
export async function readDeployments(
  db: Knex,
  applicationIds: Iterable<string>,
): Promise<DeploymentOf[]> {
  const asked = isPostgres(db)
    ? 'select jsonb_array_elements_text(?::jsonb) as id'
    : 'select value as id from json_each(?)';
  const oldest = db('syncs as o')
    .whereRaw(
      "o.application_id = asked.id and o.deployed and o.phase = 'Succeeded'",
    )
    .orderBy('o.at', 'desc')
    .offset(MAX_DEPLOYMENTS - 1)
    .limit(1)
    .select('o.at');
  const rows: SyncRow[] = await db
    .with('asked', db.raw(asked, [JSON.stringify([...applicationIds])]))
    .with('reach', db('asked').select('id', oldest.as('oldest')))
    .from('reach')
    .joinRaw('cross join syncs as s')
    .whereRaw(
      `s.application_id = reach.id and s.at >= coalesce(reach.oldest, '')
        and s.deployed and s.phase = 'Succeeded'`,
    )
    .orderBy([
      { column: 's.at', order: 'desc' },
      { column: 's.id', order: 'desc' },
    ])
    .select('s.*');
  return rows.map(row => ({
    applicationId: row.application_id,
    at: row.at,
    finishedAt: row.finished_at,
    uid: row.uid,
    revisions: revisionsOf(row).filter(revision => revision !== ''),
  }));
}
