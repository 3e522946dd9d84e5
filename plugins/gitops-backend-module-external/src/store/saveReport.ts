import { InputError } from '@backstage/errors';
import { Knex } from 'knex';
import { idOf, Report } from '../report/report';
import { toObserved } from '../report/toObserved';
import { chunks, readSyncs, readUnnamed, removeAll } from './namedRows';
import { ApplicationRow, APPLICATIONS, InstanceRow, INSTANCES } from './rows';

/** More than one instance is meant to have. */
export const MAX_APPLICATIONS = 5_000;

/**
 * Keeps a report, all of it or nothing. Reports of one instance are kept one after
 * the other, whichever replica they reach.
 *
 * @param at - ISO 8601, of its arrival
 * @returns how many applications the instance has now
 * @throws InputError when they are too many
 */
export async function saveReport(
  db: Knex,
  report: Report,
  at: string,
): Promise<number> {
  const { instance, complete, applications, removed } = report;
  return db.transaction(async tx => {
    const version = await nextVersion(tx, instance, at);
    const gone = complete ? await readUnnamed(tx, report) : removed;
    if (await removeAll(tx, instance, gone)) {
      await tx<InstanceRow>(INSTANCES)
        .where({ name: instance })
        .update({ relist_version: version });
    }
    const before = await readSyncs(tx, report);
    const rows = applications.map(application => {
      const { kind, namespace, name } = application;
      const observed = toObserved(
        application,
        before.get(idOf(application)) ?? [],
      );
      return {
        ...{ instance, kind, namespace, name, version },
        observed: JSON.stringify(observed),
        reported_at: at,
      };
    });
    for (const chunk of chunks(rows)) {
      await tx<ApplicationRow>(APPLICATIONS)
        .insert(chunk)
        .onConflict(['instance', 'kind', 'namespace', 'name'])
        .merge();
    }
    return countWithin(tx, instance);
  });
}

/** Locks the instance until the transaction is over. */
async function nextVersion(
  tx: Knex.Transaction,
  name: string,
  at: string,
): Promise<number> {
  const instance = tx<InstanceRow>(INSTANCES);
  await instance
    .clone()
    .insert({ name, version: 0, relist_version: 0, reported_at: at })
    .onConflict('name')
    .ignore();
  await instance.clone().where({ name }).increment('version', 1);
  await instance.clone().where({ name }).update({ reported_at: at });
  const row = await instance.clone().where({ name }).first('version');
  return row?.version ?? 0;
}

async function countWithin(
  tx: Knex.Transaction,
  instance: string,
): Promise<number> {
  const [{ count }] = await tx<ApplicationRow>(APPLICATIONS)
    .where({ instance })
    .count({ count: '*' });
  const total = Number(count);
  if (total > MAX_APPLICATIONS) {
    throw new InputError(
      `The instance would have ${total} applications, but may have ${MAX_APPLICATIONS}; nothing of the report is kept.`,
    );
  }
  return total;
}
