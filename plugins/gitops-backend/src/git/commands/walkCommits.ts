import { GitError } from '../process/GitError';
import { runGit, streamGit } from '../process/runGit';
import { spoolGit } from '../process/spoolGit';
import { LOCAL_TIMEOUT_MS, Mirror, shas } from './mirror';
import { LoggedCommit, parseLog } from '../log/parseLog';

/** Commits reachable from one of `from` and from none of `not`. */
export interface CommitRange {
  from: readonly string[];
  not: readonly string[];
}

function revisions(range: CommitRange): string {
  return [
    ...shas(range.from),
    ...shas(range.not).map(sha => `^${sha}`),
    '',
  ].join('\n');
}

function local(mirror: Mirror) {
  return {
    gitDir: mirror.gitDir,
    signal: mirror.signal,
    timeoutMs: LOCAL_TIMEOUT_MS,
  };
}

const RAW = [
  '--raw',
  '-z',
  '--root',
  '--no-renames',
  '--no-abbrev',
  '--diff-merges=first-parent',
  '--encoding=UTF-8',
  // NUL alone separates: names and subjects can hold any other byte.
  '--format=%H%x00%P%x00%ct%x00%an%x00%ae%x00%s',
];

/**
 * One pass over a range, parents before children, with the files each changed; as many
 * commits at a time as there are.
 */
export async function streamLog<T>(
  mirror: Mirror,
  range: CommitRange,
  read: (commits: AsyncIterable<LoggedCommit[]>) => Promise<T>,
): Promise<T> {
  return spoolGit(
    {
      ...local(mirror),
      args: ['log', '--stdin', '--topo-order', '--reverse', ...RAW],
      input: revisions(range),
    },
    stdout => read(parseLog(stdout)),
  );
}

/** Some commits alone, with the directories that changed as well as the files. */
export async function readWithDirectories(
  mirror: Mirror,
  commits: readonly string[],
): Promise<LoggedCommit[]> {
  if (commits.length === 0) return [];
  return streamGit(
    {
      ...local(mirror),
      args: ['log', '--stdin', '--no-walk=unsorted', '-t', ...RAW],
      input: revisions({ from: commits, not: [] }),
    },
    async stdout => {
      const found: LoggedCommit[] = [];
      for await (const some of parseLog(stdout)) found.push(...some);
      return found;
    },
  );
}

export interface GraphCommit {
  sha: string;
  parents: string[];
  /** Committer time in seconds; 0 where git cannot read it. */
  time: number;
}

/** The shape of a range only, parents before children. */
export async function readGraph(
  mirror: Mirror,
  range: CommitRange,
): Promise<GraphCommit[]> {
  const output = await runGit({
    ...local(mirror),
    args: [
      'rev-list',
      '--stdin',
      '--parents',
      '--timestamp',
      '--topo-order',
      '--reverse',
    ],
    input: revisions(range),
  });
  return output
    .toString('latin1')
    .split('\n')
    .filter(line => line.length > 0)
    .map(line => {
      const [time, sha, ...parents] = line.split(' ');
      return { sha, parents, time: Number(time) || 0 };
    });
}

/**
 * The place of a commit on the first-parent line that leads to `tip`, whose first commit
 * has place 0; undefined where it is not on it.
 */
export async function placeOnLine(
  mirror: Mirror,
  tip: string,
  commit: string,
): Promise<number | undefined> {
  const output = await runGit({
    ...local(mirror),
    args: ['rev-list', '--stdin', '--first-parent'],
    input: revisions({ from: [tip], not: [] }),
  });
  const at = output.indexOf(commit);
  // A line for each commit, the newest first.
  return at < 0 ? undefined : (output.length - at) / (commit.length + 1) - 1;
}

/** A commit that all of these contain, with everything before it; undefined without one. */
export async function findShared(
  mirror: Mirror,
  commits: readonly string[],
): Promise<string | undefined> {
  try {
    const output = await runGit({
      ...local(mirror),
      args: ['merge-base', '--octopus', ...shas(commits)],
    });
    return output.toString('latin1').split('\n')[0] || undefined;
  } catch (error) {
    // How it says that there is none.
    if (error instanceof GitError && error.kind === 'failed') return undefined;
    throw error;
  }
}
