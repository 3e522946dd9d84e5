import { Mirror } from '../commands/mirror';
import { placeOnLine, readGraph } from '../commands/walkCommits';
import { forkOf, Landed, Landing, landings } from '../log/landings';
import { TrunkMove } from './planLog';

/** What a move of the default branch changes. */
export interface TrunkPlan {
  /** Commits that it now has, and did not have. */
  joins: string[];
  /** Commits that it had, and has no more: somebody has rewritten it. */
  leaves: string[];
  /** Of those that join. */
  landings: Map<string, Landed>;
  /** Of those that stay, and have now come in another way than they had. */
  relanded: Map<string, Landing>;
}

export interface TrunkSeen {
  /** The place of its old tip on its first-parent line; undefined where that is not known. */
  place: number | undefined;
  /** When it was last seen, in seconds. */
  after: number;
  /** In seconds. */
  now: number;
}

export async function planTrunk(
  mirror: Mirror,
  { tip, moved, base }: TrunkMove,
  { place, after, now }: TrunkSeen,
): Promise<TrunkPlan> {
  const plan: TrunkPlan = {
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
    ? await landingAnew(mirror, joining, tip, { sha: base, place })
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
  tip: string,
  base: { sha: string; place: number | undefined },
) {
  const fork = forkOf(joining, tip);
  const known = fork === base.sha ? base.place : undefined;
  const place =
    known === undefined && fork !== undefined
      ? await placeOnLine(mirror, base.sha, fork)
      : known;
  if (fork === undefined || place === undefined) {
    const graph = await readGraph(mirror, { from: [tip], not: [] });
    return { graph, firstPlace: 0 };
  }
  const graph =
    fork === base.sha
      ? joining
      : await readGraph(mirror, { from: [tip], not: [fork] });
  return { graph, firstPlace: place + 1 };
}
