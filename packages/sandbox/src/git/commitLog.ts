import { BareRepository } from './bareRepository';
import { gitText } from './runGit';

export interface Signature {
  name: string;
  email: string;
  /** ISO 8601 UTC, whole seconds. */
  date: string;
}

export interface LoggedCommit {
  sha: string;
  parents: string[];
  author: Signature;
  committer: Signature;
  message: string;
  /** Changed against the first parent; a merge lists none. */
  files: string[];
}

export interface LogOptions {
  revision: string;
  path?: string;
  skip: number;
  limit: number;
}

const FORMAT = [
  '%H',
  '%P',
  '%an',
  '%ae',
  '%at',
  '%cn',
  '%ce',
  '%ct',
  '%B',
].join('%x1f');

function signature(name: string, email: string, seconds: string): Signature {
  const date = new Date(Number(seconds) * 1000);
  return { name, email, date: date.toISOString().replace('.000Z', 'Z') };
}

function parseCommit(text: string): LoggedCommit {
  const [head, names = ''] = text.split('\x1e');
  const [sha, parents, an, ae, at, cn, ce, ct, message] = head.split('\x1f');
  return {
    sha,
    parents: parents.split(' ').filter(Boolean),
    author: signature(an, ae, at),
    committer: signature(cn, ce, ct),
    message: message.endsWith('\n') ? message : `${message}\n`,
    files: names.split('\n').filter(Boolean),
  };
}

/** Newest first, as `git log`. */
export async function readLog(
  repository: BareRepository,
  { revision, path, skip, limit }: LogOptions,
): Promise<LoggedCommit[]> {
  const text = await gitText(
    [
      '--literal-pathspecs',
      '-c',
      'core.quotePath=false',
      'log',
      `--format=%x1d${FORMAT}%x1e`,
      '--name-only',
      `--skip=${skip}`,
      `--max-count=${limit}`,
      '--end-of-options',
      revision,
      '--',
      ...(path ? [path] : []),
    ],
    { directory: repository.directory },
  );
  return text.split('\x1d').slice(1).map(parseCommit);
}

const commits = new WeakMap<BareRepository, Map<string, LoggedCommit>>();

/** One commit, by its full SHA; read from Git once. */
export async function readCommit(
  repository: BareRepository,
  sha: string,
): Promise<LoggedCommit> {
  const known = commits.get(repository) ?? new Map<string, LoggedCommit>();
  commits.set(repository, known);
  const commit =
    known.get(sha) ??
    (await readLog(repository, { revision: sha, skip: 0, limit: 1 }))[0];
  known.set(sha, commit);
  return commit;
}

export async function countCommits(
  repository: BareRepository,
  { revision, path }: Pick<LogOptions, 'revision' | 'path'>,
): Promise<number> {
  const text = await gitText(
    [
      '--literal-pathspecs',
      'rev-list',
      '--count',
      '--end-of-options',
      revision,
      '--',
      ...(path ? [path] : []),
    ],
    { directory: repository.directory },
  );
  return Number(text.trim());
}
