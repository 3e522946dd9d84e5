import { RequestedOperation } from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { OperationRow, toOperation } from './rows';

const idSchema = z.uuid();

/** One operation; undefined where there is none. */
export async function getOperation(
  db: Knex,
  id: string,
): Promise<RequestedOperation | undefined> {
  if (!idSchema.safeParse(id).success) return undefined;
  const row = await db<OperationRow>('operations').where({ id }).first();
  return row && toOperation(row);
}
