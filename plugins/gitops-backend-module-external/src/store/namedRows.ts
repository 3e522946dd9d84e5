import {
  ApplicationKey,
  ObservedSync,
} from '@backstage-gitops/plugin-gitops-node';
import { Knex } from 'knex';
import { idOf, Report } from '../report/report';
import { ApplicationRow, APPLICATIONS, parseObserved } from './rows';

/** SQLite takes no more than 999 values in one statement. */
const CHUNK = 100;

export function chunks<T>(items: T[]): T[][] {
  const result: T[][] = [];
  for (let start = 0; start < items.length; start += CHUNK) {
    result.push(items.slice(start, start + CHUNK));
  }
  return result;
}

/** The keys of all of the instance that the report does not name. */
export async function readUnnamed(
  tx: Knex.Transaction,
  { instance, applications }: Report,
): Promise<ApplicationKey[]> {
  const named = new Set(applications.map(idOf));
  const present = await tx<ApplicationRow>(APPLICATIONS)
    .where({ instance })
    .select('kind', 'namespace', 'name');
  return present.filter(key => !named.has(idOf(key)));
}

/** The syncs that are remembered of those that the report names, by `idOf`. */
export async function readSyncs(
  tx: Knex.Transaction,
  { instance, applications }: Report,
): Promise<Map<string, ObservedSync[]>> {
  const syncs = new Map<string, ObservedSync[]>();
  for (const chunk of chunks(applications)) {
    for (const row of await rowsOf(tx, instance, chunk)) {
      const observed = parseObserved(row);
      if (observed) syncs.set(idOf(row), observed.syncs);
    }
  }
  return syncs;
}

/** Returns whether there was any of them. */
export async function removeAll(
  tx: Knex.Transaction,
  instance: string,
  keys: ApplicationKey[],
): Promise<boolean> {
  let count = 0;
  for (const chunk of chunks(keys)) {
    count += await rowsOf(tx, instance, chunk).delete();
  }
  return count > 0;
}

function rowsOf(
  tx: Knex.Transaction,
  instance: string,
  keys: ApplicationKey[],
) {
  return tx<ApplicationRow>(APPLICATIONS)
    .where({ instance })
    .whereIn(
      ['kind', 'namespace', 'name'],
      keys.map(({ kind, namespace, name }) => [kind, namespace, name]),
    );
}
