import { RequestedOperation } from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { whereIn } from '../../store/whereIn';
import { OperationRow, toOperation } from './rows';

/** What was asked for last of each of these applications, by application id. */
export async function latestOperations(
  db: Knex,
  applicationIds: string[],
): Promise<Map<string, RequestedOperation>> {
  const numbered = whereIn(
    db<OperationRow>('operations').select(
      '*',
      db.raw(
        'row_number() over (partition by application_id order by requested_at desc, id desc) as nth',
      ),
    ),
    db,
    'application_id',
    applicationIds,
  );
  const rows: OperationRow[] = await db
    .with('numbered', numbered)
    .from('numbered')
    .where({ nth: 1 });
  return new Map(rows.map(row => [row.application_id, toOperation(row)]));
}
