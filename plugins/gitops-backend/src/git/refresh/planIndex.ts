import { Mirror } from '../commands/mirror';
import { readShallow } from '../commands/readShallow';
import { findShared, readGraph } from '../commands/walkCommits';
import { Landed, landings } from '../log/landings';
import { RepositoryWork } from '../store/readWork';
import { NewRevision } from '../store/saveRevisions';
import { differences } from './differences';
import { Fetched } from './fetchWanted';
import { LogPlan } from './planLog';
import { planTrunk, TrunkPlan } from './planTrunk';

/** What has to be written so that the index is as the mirror is. */
export interface IndexPlan {
  /** How many commits have to be read, at most. */
  size: number;
  trunk: TrunkPlan;
  /** How commits came to the trunk or, where they are not on it, to another branch. */
  landings: Map<string, Landed>;
  revisions: NewRevision[];
  shallow: Set<string>;
}

/** Beyond that many commits, a revision's standing is not kept. */
const MAX_DIFFERENCE = 50_000;
/** Of more revisions it is not looked for what they all share. */
const MAX_SHARING = 50;

async function standings(
  mirror: Mirror,
  trunk: string | undefined,
  fresh: readonly string[],
): Promise<NewRevision[]> {
  const beside = fresh.filter(sha => sha !== trunk);
  const from = [...(trunk ? [trunk] : []), ...beside];
  const shared =
    beside.length > 0 && from.length <= MAX_SHARING
      ? await findShared(mirror, from)
      : undefined;
  const graph =
    beside.length > 0
      ? await readGraph(mirror, { from, not: shared ? [shared] : [] })
      : [];
  const found = await differences(graph, trunk, beside, MAX_DIFFERENCE);
  return fresh.map(sha => {
    const difference = sha === trunk ? { lacks: [], adds: [] } : found.get(sha);
    return difference
      ? { sha, state: 'known', ...difference }
      : { sha, state: 'distant', lacks: [], adds: [] };
  });
}

/** Works out, with the mirror alone, how the index has to change. */
export async function planIndex(
  mirror: Mirror,
  work: RepositoryWork,
  fetched: Fetched,
  { trunk: move, fresh }: LogPlan,
  nowMs: number,
): Promise<IndexPlan> {
  const oldTips = new Map(work.targets.map(it => [it.target, it.sha]));
  const now = Math.floor(nowMs / 1000);
  // At first sight nobody knows when a commit came: then its own dates say it.
  const seen = work.repository.indexed_at_ms;
  const after = seen === null ? 0 : Math.floor(Number(seen) / 1000);
  const place = work.repository.trunk_place ?? undefined;

  const trunk = await planTrunk(mirror, move, { place, after, now });
  const revisions = await standings(mirror, fetched.trunk, fresh);
  for (const sha of fetched.absent) {
    revisions.push({ sha, state: 'absent', lacks: [], adds: [] });
  }

  // Not copied: there may be very many.
  const landed = trunk.landings;
  let size = trunk.joins.length;
  for (const [target, tip] of fetched.tips) {
    const old = oldTips.get(target);
    if (!tip || tip === fetched.trunk || tip === old) continue;
    const known = old && fetched.there.has(old);
    const graph = await readGraph(mirror, {
      from: [tip],
      not: [...(fetched.trunk ? [fetched.trunk] : []), ...(known ? [old] : [])],
    });
    const beside = { after: old ? after : 0, now, firstPlace: 0 };
    for (const [sha, landing] of landings(graph, tip, beside)) {
      if (landed.has(sha)) continue;
      landed.set(sha, { ...landing, place: null });
      size += 1;
    }
  }
  return {
    size,
    trunk,
    landings: landed,
    revisions,
    shallow: await readShallow(mirror),
  };
}
