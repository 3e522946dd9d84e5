import { randomUUID } from 'crypto';
import {
  OperationOptions,
  OperationType,
  RequestedOperation,
} from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { OperationRow, toOperation } from './rows';

/** What somebody asks for. */
export interface NewOperation {
  applicationId: string;
  type: OperationType;
  options: OperationOptions;
  /** Entity ref of the person. */
  requestedBy: string;
  idempotencyKey: string;
  /** ISO 8601 */
  at: string;
  /** ISO 8601 */
  deadline: string;
}

const MAX_ATTEMPTS = 5;

/**
 * Writes down what is asked for, unless the same person has asked for it with the
 * same key before, or the application has an unfinished operation of that type:
 * then that one is given. Whoever gets `isNew` carries it out; the database sees
 * to it that nobody else does.
 */
export async function claimOperation(
  db: Knex,
  wanted: NewOperation,
): Promise<{ operation: RequestedOperation; isNew: boolean }> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const existing = await find(db, wanted);
    if (existing) return { operation: toOperation(existing), isNew: false };
    const [written] = await db<OperationRow>('operations')
      .insert(toRow(wanted))
      .onConflict()
      .ignore()
      .returning('*');
    if (written) return { operation: toOperation(written), isNew: true };
    // Somebody else was faster; theirs may have ended by now.
  }
  throw new Error('Operations come and go faster than they are read.');
}

async function find(
  db: Knex,
  { applicationId, type, requestedBy, idempotencyKey }: NewOperation,
): Promise<OperationRow | undefined> {
  const sameKey = await db<OperationRow>('operations')
    .where({
      application_id: applicationId,
      requested_by: requestedBy,
      idempotency_key: idempotencyKey,
    })
    .first();
  if (sameKey) return sameKey;
  return db<OperationRow>('operations')
    .where({ application_id: applicationId, type })
    .whereNull('finished_at')
    .first();
}

function toRow(wanted: NewOperation): OperationRow {
  return {
    id: randomUUID(),
    application_id: wanted.applicationId,
    type: wanted.type,
    options: JSON.stringify(wanted.options),
    phase: 'Requested',
    message: null,
    requested_by: wanted.requestedBy,
    requested_at: wanted.at,
    finished_at: null,
    idempotency_key: wanted.idempotencyKey,
    deadline: wanted.deadline,
  };
}
