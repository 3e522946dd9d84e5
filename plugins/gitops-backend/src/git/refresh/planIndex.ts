import { findCommits } from '../commands/findObjects';
import { Mirror } from '../commands/mirror';
import { readShallow } from '../commands/readShallow';
import { CommitRange, readGraph } from '../commands/walkCommits';
import { Landing, landings } from '../log/landings';
import { RepositoryWork } from '../store/readWork';
import { NewRevision } from '../store/saveRevisions';
import { differences } from './differences';
import { Fetched } from './fetchWanted';

/** What has to be written so that the index is as the mirror is. */
export interface IndexPlan {
  /** The old tip is gone: which commits belong where is found anew. */
  rebuild: boolean;
  /** Commits to read; undefined where all are there. */
  range: CommitRange | undefined;
  joins: string[];
  leaves: string[];
  landings: Map<string, Landing>;
  revisions: NewRevision[];
  shallow: Set<string>;
}

/** Beyond that many commits, a revision's standing is not kept. */
const MAX_DIFFERENCE = 50_000;
const MAX_EXCLUDED = 200;

async function standings(
  mirror: Mirror,
  trunk: string | undefined,
  fresh: readonly string[],
): Promise<NewRevision[]> {
  const beside = fresh.filter(sha => sha !== trunk);
  const from = [...(trunk ? [trunk] : []), ...beside];
  const graph =
    beside.length > 0 ? await readGraph(mirror, { from, not: [] }) : [];
  const found = differences(graph, trunk, beside, MAX_DIFFERENCE);
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
  const { trunk } = fetched;
  const oldTrunk = work.repository.trunk_sha ?? undefined;
  const moved = trunk !== oldTrunk;
  const indexed = work.revisions.filter(it => it.state !== 'absent');
  const oldTips = new Map(work.targets.map(it => [it.target, it.sha]));
  const there = await findCommits(mirror, [
    ...(oldTrunk ? [oldTrunk] : []),
    ...indexed.map(it => it.sha),
  ]);
  const rebuild =
    moved &&
    oldTrunk !== undefined &&
    (trunk === undefined || !there.has(oldTrunk));
  const base = rebuild || !oldTrunk ? [] : [oldTrunk];

  const joins =
    moved && trunk ? await readGraph(mirror, { from: [trunk], not: base }) : [];
  const leaves =
    moved && trunk && base.length > 0
      ? await readGraph(mirror, { from: base, not: [trunk] })
      : [];

  const settled = new Set(rebuild ? [] : indexed.map(it => it.sha));
  const standing = new Set<string>(fetched.present);
  for (const tip of fetched.tips.values()) if (tip) standing.add(tip);
  const fresh = [...standing].filter(sha => !settled.has(sha));
  const revisions = await standings(mirror, trunk, fresh);
  for (const sha of fetched.absent) {
    revisions.push({ sha, state: 'absent', lacks: [], adds: [] });
  }

  const nowSeconds = Math.floor(nowMs / 1000);
  // At first sight nobody knows when a commit came: then its own dates say it.
  const seen = work.repository.indexed_at_ms;
  const after = seen === null ? 0 : Math.floor(Number(seen) / 1000);
  const landed = new Map<string, Landing>();
  const excluded = [...settled]
    .filter(sha => there.has(sha))
    .slice(-MAX_EXCLUDED);
  for (const [target, tip] of fetched.tips) {
    const old = oldTips.get(target);
    if (!tip || tip === trunk || tip === old) continue;
    const range = {
      from: [tip],
      not: [...(trunk ? [trunk] : []), ...(old && there.has(old) ? [old] : [])],
    };
    const graph = await readGraph(mirror, range);
    for (const [sha, landing] of landings(
      graph,
      tip,
      old ? after : 0,
      nowSeconds,
    )) {
      landed.set(sha, landing);
    }
  }
  if (trunk) {
    for (const [sha, landing] of landings(joins, trunk, after, nowSeconds)) {
      landed.set(sha, landing);
    }
  }

  const heads = [...(moved && trunk ? [trunk] : []), ...fresh];
  return {
    rebuild,
    range:
      heads.length > 0
        ? { from: heads, not: [...base, ...excluded] }
        : undefined,
    joins: joins.map(it => it.sha),
    leaves: leaves.map(it => it.sha),
    landings: landed,
    revisions,
    shallow: await readShallow(mirror),
  };
}
