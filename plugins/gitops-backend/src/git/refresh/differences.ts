import { setImmediate } from 'node:timers/promises';
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

/** A history by places instead of ids: it is walked again and again. */
interface Places {
  of: ReadonlyMap<string, number>;
  /** Of commit n the parents are at `starts[n]` up to `starts[n + 1]`. */
  starts: Int32Array;
  parents: Int32Array;
}

/**
 * What each revision does not share with the trunk; many at a time in a walk
 * over the graph, where a git program for each would take far longer. Others get their
 * turn in between.
 *
 * @param graph - the trunk's and the revisions' whole history, parents first
 * @param limit - a revision that differs in more commits is left out
 */
export async function differences(
  graph: readonly GraphCommit[],
  trunk: string | undefined,
  revisions: readonly string[],
  limit: number,
): Promise<Map<string, RevisionDifference>> {
  const places = placesOf(graph);
  const found = new Map<string, RevisionDifference>();
  for (let start = 0; start < revisions.length; start += PER_WALK) {
    const group = revisions.slice(start, start + PER_WALK);
    const marks = reachedBy(places, trunk, group);
    const compared = compare(graph, marks, group.length, limit);
    group.forEach((sha, index) => {
      const difference = compared[index];
      if (difference) found.set(sha, difference);
    });
    await setImmediate();
  }
  return found;
}

function placesOf(graph: readonly GraphCommit[]): Places {
  const of = new Map(graph.map((commit, index) => [commit.sha, index]));
  const starts = new Int32Array(graph.length + 1);
  const parents: number[] = [];
  graph.forEach((commit, index) => {
    for (const sha of commit.parents) {
      const place = of.get(sha);
      if (place !== undefined) parents.push(place);
    }
    starts[index + 1] = parents.length;
  });
  return { of, starts, parents: Int32Array.from(parents) };
}

/** For each commit the bits of those that reach it. */
function reachedBy(
  { of, starts, parents }: Places,
  trunk: string | undefined,
  group: readonly string[],
): Int32Array {
  const marks = new Int32Array(starts.length - 1);
  const mark = (sha: string | undefined, bits: number) => {
    const place = sha === undefined ? undefined : of.get(sha);
    if (place !== undefined) marks[place] |= bits;
  };
  mark(trunk, TRUNK);
  group.forEach((sha, index) => mark(sha, 2 << index));
  for (let place = marks.length - 1; place >= 0; place -= 1) {
    const bits = marks[place];
    if (bits === 0) continue;
    for (let at = starts[place]; at < starts[place + 1]; at += 1) {
      marks[parents[at]] |= bits;
    }
  }
  return marks;
}

/** In the order of the group; undefined where it is too much. */
function compare(
  graph: readonly GraphCommit[],
  marks: Int32Array,
  size: number,
  limit: number,
): Array<RevisionDifference | undefined> {
  const found = Array.from({ length: size }, newDifference);
  /** The bits of those that are still of interest. */
  let open = 2 ** (size + 1) - 2;
  for (let place = 0; place < marks.length; place += 1) {
    const onTrunk = (marks[place] & TRUNK) !== 0;
    let differing = (onTrunk ? ~marks[place] : marks[place]) & open;
    while (differing !== 0) {
      const index = 30 - Math.clz32(differing);
      const bit = 2 << index;
      differing &= ~bit;
      const difference = found[index];
      if (!difference) continue;
      (onTrunk ? difference.lacks : difference.adds).push(graph[place].sha);
      if (difference.lacks.length + difference.adds.length > limit) {
        found[index] = undefined;
        open &= ~bit;
      }
    }
  }
  return found;
}

function newDifference(): RevisionDifference | undefined {
  return { lacks: [], adds: [] };
}
