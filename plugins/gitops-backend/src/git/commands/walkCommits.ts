import { runGit, streamGit } from '../process/runGit';
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

/** One pass over a range, parents before children, with the paths each touched. */
export async function streamLog<T>(
  mirror: Mirror,
  range: CommitRange,
  read: (commits: AsyncIterable<LoggedCommit>) => Promise<T>,
): Promise<T> {
  return streamGit(
    {
      ...local(mirror),
      args: [
        'log',
        '--stdin',
        '--raw',
        '-z',
        '--root',
        '--no-renames',
        '--no-abbrev',
        '--diff-merges=first-parent',
        '--topo-order',
        '--reverse',
        '--encoding=UTF-8',
        // NUL alone separates: names and subjects can hold any other byte.
        '--format=%H%x00%P%x00%ct%x00%an%x00%ae%x00%s',
      ],
      input: revisions(range),
    },
    stdout => read(parseLog(stdout)),
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
