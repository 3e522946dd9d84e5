import {
  EngineKind,
  engineKindSchema,
  InstanceHealth,
  Unobserved,
} from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';

interface UnobservedRow {
  engine: string;
  instance: string;
  from: string;
  to: string;
}

/** Engines remember what happens meanwhile, in ms. */
const WORTH_TELLING_MS = 30_000;
const MAX_LISTED = 50;

function isWorthTelling(from: string, to: string): boolean {
  return Date.parse(to) - Date.parse(from) >= WORTH_TELLING_MS;
}

/** An instance is observed again; a short span is not kept. */
export async function saveUnobserved(
  db: Knex,
  span: Unobserved & { to: string },
): Promise<void> {
  if (!isWorthTelling(span.from, span.to)) return;
  await db<UnobservedRow>('unobserved')
    .insert(span)
    .onConflict(['engine', 'instance', 'from'])
    .merge();
}

/**
 * When these instances were not observed, the latest first: spans that ended after
 * `since` and not after `until` (ISO 8601; for ever when absent), and those that last,
 * where that is for ever. So each is on one page.
 */
export async function listUnobserved(
  db: Knex,
  instances: InstanceHealth[],
  { since, until, now }: { since: string; until?: string; now: string },
): Promise<Unobserved[]> {
  if (instances.length === 0) return [];
  const query = db<UnobservedRow>('unobserved')
    .where('to', '>', since)
    .whereIn(
      ['engine', 'instance'],
      instances.map(({ engine, name }) => [engine, name]),
    )
    .orderBy('to', 'desc')
    .limit(MAX_LISTED);
  if (until !== undefined) query.where('to', '<=', until);
  const past = (await query).map(row => ({
    ...row,
    engine: engineKindSchema.parse(row.engine),
  }));
  if (until !== undefined) return past;
  const lasting = instances.flatMap(
    ({ engine, name: instance, state, lastSeenAt: from }) =>
      state !== 'reachable' && from && isWorthTelling(from, now)
        ? { engine, instance, from, to: null }
        : [],
  );
  return [...lasting, ...past];
}

/** As many as a year of restarts has. */
const MAX_GAPS = 2000;

/** When the instances of these applications were not observed, but for now. */
export async function readGaps(
  db: Knex,
  applications: ReadonlyArray<{ engine: EngineKind; instance: string }>,
): Promise<(of: { engine: EngineKind; instance: string }) => UnobservedRow[]> {
  const keyOf = (of: { engine: string; instance: string }) =>
    `${of.engine} ${of.instance}`;
  const instances = new Map(
    applications.map(({ engine, instance }) => [
      keyOf({ engine, instance }),
      [engine, instance],
    ]),
  );
  const rows = await db<UnobservedRow>('unobserved')
    .whereIn(['engine', 'instance'], [...instances.values()])
    .orderBy('to', 'desc')
    .limit(MAX_GAPS);
  return of => rows.filter(row => keyOf(row) === keyOf(of));
}

/** Forgets spans that ended before that time (ISO 8601). */
export async function deleteOldUnobserved(
  db: Knex,
  before: string,
): Promise<void> {
  await db<UnobservedRow>('unobserved').where('to', '<', before).delete();
}
