import { GraphCommit } from '../commands/walkCommits';

const DAY = 24 * 60 * 60;

export interface Landing {
  /** When the commit reached the branch, in seconds. */
  at: number;
  /** It is on the branch's first-parent line. */
  mainline: boolean;
}

/**
 * When each commit of a branch's move reached the branch: with the first commit
 * of the first-parent line that contains it. That was after the branch was last
 * seen (`after`, seconds), whatever the commit's own date says, and before `now`.
 *
 * @param graph - the commits between the old tip and the new, parents first
 */
export function landings(
  graph: readonly GraphCommit[],
  tip: string,
  after: number,
  now: number,
): Map<string, Landing> {
  const commits = new Map(graph.map(commit => [commit.sha, commit]));
  const mainline: GraphCommit[] = [];
  for (
    let commit = commits.get(tip);
    commit;
    commit = commits.get(commit.parents[0])
  ) {
    mainline.push(commit);
  }
  const landed = new Map<string, Landing>();
  let at = after;
  for (const commit of mainline.reverse()) {
    // A date far off says nothing; then it landed no earlier than the one before.
    const usable = commit.time > 0 && commit.time <= now + DAY;
    at = usable ? Math.min(Math.max(commit.time, after), now) : at;
    landed.set(commit.sha, { at, mainline: true });
    const open = commit.parents.slice(1);
    for (let sha = open.pop(); sha !== undefined; sha = open.pop()) {
      const side = commits.get(sha);
      if (side && !landed.has(sha)) {
        landed.set(sha, { at, mainline: false });
        open.push(...side.parents);
      }
    }
  }
  return landed;
}
