import { GraphCommit } from '../commands/walkCommits';

const DAY = 24 * 60 * 60;

export interface Landing {
  /** When the commit reached the branch, in seconds. */
  at: number;
  /** It is on the branch's first-parent line. */
  mainline: boolean;
  /** The place on that line of the commit it came with. */
  place: number;
}

/** What is stored of how a commit reached a branch; null fields are not the trunk's. */
export type Landed = Omit<Landing, 'place'> & { place: number | null };

export interface BranchMove {
  /** When the branch was last seen, in seconds. */
  after: number;
  /** In seconds. */
  now: number;
  /** The place of the first commit of the move on the first-parent line. */
  firstPlace: number;
}

/**
 * How each commit of a branch's move reached the branch: with the first commit
 * of the first-parent line that contains it. That was after the branch was last
 * seen, whatever the commit's own date says, and before now.
 *
 * So a commit of the first-parent line contains exactly what has no higher place.
 *
 * @param graph - the commits between the old tip and the new, parents first
 */
export function landings(
  graph: readonly GraphCommit[],
  tip: string,
  { after, now, firstPlace }: BranchMove,
): Map<string, Landing> {
  const commits = new Map(graph.map(commit => [commit.sha, commit]));
  const landed = new Map<string, Landing>();
  let at = after;
  let place = firstPlace;
  for (const commit of firstParents(commits, tip)) {
    // A date far off says nothing; then it landed no earlier than the one before.
    const usable = commit.time > 0 && commit.time <= now + DAY;
    at = usable ? Math.min(Math.max(commit.time, after), now) : at;
    landed.set(commit.sha, { at, mainline: true, place });
    const open = commit.parents.slice(1);
    for (let sha = open.pop(); sha !== undefined; sha = open.pop()) {
      const side = commits.get(sha);
      if (side && !landed.has(sha)) {
        landed.set(sha, { at, mainline: false, place });
        open.push(...side.parents);
      }
    }
    place += 1;
  }
  return landed;
}

/** The first-parent line as far as it lies within these commits, the oldest first. */
function firstParents(
  commits: ReadonlyMap<string, GraphCommit>,
  tip: string,
): GraphCommit[] {
  const line: GraphCommit[] = [];
  for (
    let commit = commits.get(tip);
    commit;
    commit = commits.get(commit.parents[0])
  ) {
    line.push(commit);
  }
  return line.reverse();
}

/** Where the first-parent line leaves these commits; undefined where it begins in them. */
export function forkOf(
  graph: readonly GraphCommit[],
  tip: string,
): string | undefined {
  const commits = new Map(graph.map(commit => [commit.sha, commit]));
  const [first] = firstParents(commits, tip);
  return first ? first.parents[0] : tip;
}
