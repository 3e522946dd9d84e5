import { Mirror } from '../commands/mirror';
import { placeOnLine, readGraph } from '../commands/walkCommits';
import { forkOf, Landed, Landing, landings } from '../log/landings';

/** How the default branch has moved since it was indexed. */
export interface TrunkPlan {
  moved: boolean;
  /** The old tip is gone: which commits belong where is found anew. */
  rebuild: boolean;
  /** What was indexed of it; undefined where that does not count. */
  base: string | undefined;
  /** Commits that it now has, and did not have. */
  joins: string[];
  /** Commits that it had, and has no more: somebody has rewritten it. */
  leaves: string[];
  /** Of those that join. */
  landings: Map<string, Landed>;
  /** Of those that stay, and have now come in another way than they had. */
  relanded: Map<string, Landing>;
}

export interface TrunkQuestion {
  old: string | undefined;
  tip: string | undefined;
  oldIsGone: boolean;
  /** When it was last seen, in seconds. */
  after: number;
  /** In seconds. */
  now: number;
}

export async function planTrunk(
  mirror: Mirror,
  { old, tip, oldIsGone, after, now }: TrunkQuestion,
): Promise<TrunkPlan> {
  const moved = tip !== old;
  const rebuild =
    moved && old !== undefined && (tip === undefined || oldIsGone);
  const base = rebuild ? undefined : old;
  const plan: TrunkPlan = {
    moved,
    rebuild,
    base,
    joins: [],
    leaves: [],
    landings: new Map(),
    relanded: new Map(),
  };
  if (!moved || tip === undefined) return plan;

  const joining = await readGraph(mirror, {
    from: [tip],
    not: base ? [base] : [],
  });
  const { graph, firstPlace } = base
    ? await landingAnew(mirror, joining, base, tip)
    : { graph: joining, firstPlace: 0 };
  plan.joins = joining.map(it => it.sha);
  const landed = landings(graph, tip, { after, now, firstPlace });
  plan.landings = landed;
  if (graph.length > joining.length) {
    const joins = new Set(plan.joins);
    for (const [sha, landing] of landed) {
      if (joins.has(sha)) continue;
      landed.delete(sha);
      plan.relanded.set(sha, landing);
    }
  }
  if (base) {
    const leaving = await readGraph(mirror, { from: [base], not: [tip] });
    plan.leaves = leaving.map(it => it.sha);
  }
  return plan;
}

/**
 * The commits that came with, or after, the point where the new first-parent line leaves
 * the old one. They are more than those that join where a merge brings the old tip along
 * as another parent; and all of them where the lines have nothing in common.
 */
async function landingAnew(
  mirror: Mirror,
  joining: Awaited<ReturnType<typeof readGraph>>,
  base: string,
  tip: string,
) {
  const fork = forkOf(joining, tip);
  const place =
    fork === undefined ? undefined : await placeOnLine(mirror, base, fork);
  if (fork === undefined || place === undefined) {
    const graph = await readGraph(mirror, { from: [tip], not: [] });
    return { graph, firstPlace: 0 };
  }
  const graph =
    fork === base
      ? joining
      : await readGraph(mirror, { from: [tip], not: [fork] });
  return { graph, firstPlace: place + 1 };
}
