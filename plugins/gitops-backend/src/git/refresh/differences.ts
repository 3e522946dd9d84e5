import { GraphCommit } from '../commands/walkCommits';

export interface RevisionDifference {
  /** Commits of the trunk that the revision lacks. */
  lacks: string[];
  /** Commits that it has and the trunk has not. */
  adds: string[];
}

/** One bit is the trunk's; the sign bit is left alone. */
const PER_WALK = 30;
const TRUNK = 1;

/**
 * What each revision does not share with the trunk; many at a time in a walk
 * over the graph, where a git program for each would take far longer.
 *
 * @param graph - the trunk's and the revisions' whole history, parents first
 * @param limit - a revision that differs in more commits is left out
 */
export function differences(
  graph: readonly GraphCommit[],
  trunk: string | undefined,
  revisions: readonly string[],
  limit: number,
): Map<string, RevisionDifference> {
  const places = new Map(graph.map((commit, index) => [commit.sha, index]));
  const found = new Map<string, RevisionDifference>();
  for (let start = 0; start < revisions.length; start += PER_WALK) {
    const group = revisions.slice(start, start + PER_WALK);
    const marks = reachedBy(graph, places, trunk, group);
    group.forEach((sha, index) => {
      const difference = compare(graph, marks, 2 << index, limit);
      if (difference) found.set(sha, difference);
    });
  }
  return found;
}

/** For each commit the bits of those that reach it. */
function reachedBy(
  graph: readonly GraphCommit[],
  places: ReadonlyMap<string, number>,
  trunk: string | undefined,
  group: readonly string[],
): Int32Array {
  const marks = new Int32Array(graph.length);
  const mark = (sha: string | undefined, bits: number) => {
    const place = sha === undefined ? undefined : places.get(sha);
    if (place !== undefined) marks[place] |= bits;
  };
  mark(trunk, TRUNK);
  group.forEach((sha, index) => mark(sha, 2 << index));
  for (let place = graph.length - 1; place >= 0; place -= 1) {
    if (marks[place] === 0) continue;
    for (const parent of graph[place].parents) mark(parent, marks[place]);
  }
  return marks;
}

function compare(
  graph: readonly GraphCommit[],
  marks: Int32Array,
  bit: number,
  limit: number,
): RevisionDifference | undefined {
  const difference: RevisionDifference = { lacks: [], adds: [] };
  let size = 0;
  for (const [place, commit] of graph.entries()) {
    const has = (marks[place] & bit) !== 0;
    const onTrunk = (marks[place] & TRUNK) !== 0;
    if (has === onTrunk) continue;
    size += 1;
    if (size > limit) return undefined;
    (has ? difference.adds : difference.lacks).push(commit.sha);
  }
  return difference;
}
