import { createHash } from 'node:crypto';
import { GitRun, runGit } from '../process/runGit';
import { inTurn } from './inTurn';
import { removeTemporary } from './removeTemporary';
import { Mirror, Remote, shas } from './mirror';

/**
 * Said with each fetch, as git else writes it into the mirror's configuration. There
 * every question about a commit that is not in the mirror would have git read all
 * that it was promised, which takes seconds, and contents that are missing would
 * end a command instead of being left out.
 */
const PARTIAL: ReadonlyArray<readonly [string, string]> = [
  ['remote.origin.promisor', 'true'],
  ['remote.origin.partialclonefilter', 'blob:none'],
];

async function fetch(
  mirror: Mirror,
  remote: Remote,
  refspecs: readonly string[],
  config: ReadonlyArray<readonly [string, string]> = [],
): Promise<void> {
  const run: GitRun = {
    args: [
      'fetch',
      '--quiet',
      '--force',
      '--no-tags',
      '--no-write-fetch-head',
      '--no-recurse-submodules',
      '--update-shallow',
      '--filter=blob:none',
      '--stdin',
      '--end-of-options',
      'origin',
    ],
    input: refspecs.map(refspec => `${refspec}\n`).join(''),
    gitDir: mirror.gitDir,
    protocols: remote.protocols,
    config: [
      ['remote.origin.url', remote.url],
      ...PARTIAL,
      ...remote.config,
      ...config,
    ],
    secrets: remote.secrets,
    timeoutMs: remote.networkTimeoutMs,
    signal: mirror.signal,
  };
  await inTurn(mirror, async () => {
    try {
      await runGit(run);
    } catch (error) {
      await removeTemporary(mirror.gitDir);
      throw error;
    }
  });
}

/**
 * Where a ref is kept in the mirror. Not under its own name: a branch `a` that
 * was replaced by `a/b` would stand in the way.
 */
function localName(name: string): string {
  return `refs/gitops/${createHash('sha256').update(name).digest('hex')}`;
}

/** Fetches refs by their full names, checked by `isRefName`. */
export async function fetchRefs(
  mirror: Mirror,
  remote: Remote,
  refs: readonly string[],
): Promise<void> {
  await fetch(
    mirror,
    remote,
    refs.map(ref => `+${ref}:${localName(ref)}`),
  );
}

/** Fetches one commit that no fetched branch leads to. */
export async function fetchCommit(
  mirror: Mirror,
  remote: Remote,
  sha: string,
): Promise<void> {
  const [id] = shas([sha]);
  await fetch(mirror, remote, [`+${id}:${localName(id)}`]);
}

/** Fetches the contents of files, all in one request, as git itself does one by one. */
export async function fetchBlobs(
  mirror: Mirror,
  remote: Remote,
  ids: readonly string[],
): Promise<void> {
  await fetch(mirror, remote, shas(ids), [
    ['fetch.negotiationAlgorithm', 'noop'],
  ]);
}
