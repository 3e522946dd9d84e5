import { findCommits } from '../commands/findObjects';
import { Mirror } from '../commands/mirror';
import { readShallow } from '../commands/readShallow';
import { CommitRange, findShared, readGraph } from '../commands/walkCommits';
import { Landed, landings } from '../log/landings';
import { RepositoryWork } from '../store/readWork';
import { NewRevision } from '../store/saveRevisions';
import { differences } from './differences';
import { Fetched } from './fetchWanted';
import { planTrunk, TrunkPlan } from './planTrunk';

/** What has to be written so that the index is as the mirror is. */
export interface IndexPlan {
  /** No revision is known: whatever is written shows only once one is. */
  first: boolean;
  /** Commits to read; undefined where all are there. */
  range: CommitRange | undefined;
  /** How many commits that may be. */
  size: number;
  trunk: TrunkPlan;
  /** How commits came to the trunk or, where they are not on it, to another branch. */
  landings: Map<string, Landed>;
  revisions: NewRevision[];
  shallow: Set<string>;
}

/** Beyond that many commits, a revision's standing is not kept. */
const MAX_DIFFERENCE = 50_000;
const MAX_EXCLUDED = 200;
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
  nowMs: number,
): Promise<IndexPlan> {
  const indexed = work.revisions.filter(it => it.state !== 'absent');
  const oldTrunk = work.repository.trunk_sha ?? undefined;
  const oldTips = new Map(work.targets.map(it => [it.target, it.sha]));
  const there = await findCommits(mirror, [
    ...(oldTrunk ? [oldTrunk] : []),
    ...indexed.map(it => it.sha),
  ]);
  const now = Math.floor(nowMs / 1000);
  // At first sight nobody knows when a commit came: then its own dates say it.
  const seen = work.repository.indexed_at_ms;
  const after = seen === null ? 0 : Math.floor(Number(seen) / 1000);

  const trunk = await planTrunk(mirror, {
    old: oldTrunk,
    tip: fetched.trunk,
    oldIsGone: oldTrunk !== undefined && !there.has(oldTrunk),
    after,
    now,
  });

  const settled = new Set(trunk.rebuild ? [] : indexed.map(it => it.sha));
  const standing = new Set<string>(fetched.present);
  for (const tip of fetched.tips.values()) if (tip) standing.add(tip);
  const fresh = [...standing].filter(sha => !settled.has(sha));
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
    const known = old && there.has(old);
    const graph = await readGraph(mirror, {
      from: [tip],
      not: [...(fetched.trunk ? [fetched.trunk] : []), ...(known ? [old] : [])],
    });
    const move = { after: old ? after : 0, now, firstPlace: 0 };
    for (const [sha, landing] of landings(graph, tip, move)) {
      if (landed.has(sha)) continue;
      landed.set(sha, { ...landing, place: null });
      size += 1;
    }
  }

  const heads = [
    ...(trunk.moved && fetched.trunk ? [fetched.trunk] : []),
    ...fresh,
  ];
  const excluded = [...settled]
    .filter(sha => there.has(sha))
    .slice(-MAX_EXCLUDED);
  const base = trunk.base ? [trunk.base] : [];
  return {
    first: indexed.length === 0 && oldTrunk === undefined,
    range:
      heads.length > 0
        ? { from: heads, not: [...base, ...excluded] }
        : undefined,
    size,
    trunk,
    landings: landed,
    revisions,
    shallow: await readShallow(mirror),
  };
}
