import { ObservedApplication } from '@backstage-gitops/plugin-gitops-node';
import { Knex } from 'knex';
import {
  ApplicationRow,
  APPLICATIONS,
  InstanceRow,
  INSTANCES,
  parseObserved,
} from './rows';

/** How far the reports of an instance have come. */
export interface ReportState {
  /** Raised by each report. */
  version: number;
  /** The version at which something was last gone. */
  relistVersion: number;
  /** ISO 8601 */
  reportedAt: string;
}

/** An application as it was reported last. */
export interface Reported {
  observed: ObservedApplication;
  /** ISO 8601 */
  reportedAt: string;
}

/** Undefined where nothing was ever reported. */
export async function readState(
  db: Knex,
  instance: string,
): Promise<ReportState | undefined> {
  const row = await db<InstanceRow>(INSTANCES)
    .where({ name: instance })
    .first();
  return (
    row && {
      version: row.version,
      relistVersion: row.relist_version,
      reportedAt: row.reported_at,
    }
  );
}

export async function readAll(db: Knex, instance: string): Promise<Reported[]> {
  return toReported(await rowsOf(db, instance));
}

/** Those that were reported after that version. */
export async function readNewer(
  db: Knex,
  instance: string,
  version: number,
): Promise<Reported[]> {
  return toReported(await rowsOf(db, instance).where('version', '>', version));
}

/** Those that were last reported after `from` and not after `until`, both ISO 8601. */
export async function readReportedBetween(
  db: Knex,
  instance: string,
  { from, until }: { from: string; until: string },
): Promise<Reported[]> {
  return toReported(
    await rowsOf(db, instance)
      .where('reported_at', '>', from)
      .where('reported_at', '<=', until),
  );
}

function rowsOf(db: Knex, instance: string) {
  return db<ApplicationRow>(APPLICATIONS)
    .where({ instance })
    .orderBy(['kind', 'namespace', 'name']);
}

function toReported(rows: ApplicationRow[]): Reported[] {
  return rows.flatMap(row => {
    const observed = parseObserved(row);
    return observed ? [{ observed, reportedAt: row.reported_at }] : [];
  });
}
