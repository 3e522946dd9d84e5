import { runGit } from '../process/runGit';
import { isSha, Mirror, Remote } from './mirror';

export interface RemoteRefs {
  /** Full name of a ref to the commit it leads to; `HEAD` among them. */
  refs: ReadonlyMap<string, string>;
  /** Full name of the default branch, where the remote says it. */
  defaultBranch?: string;
}

/**
 * Asks a remote for these refs and its default branch.
 *
 * @param refs - full names such as `refs/heads/main`, checked by `isRefName`
 */
export async function listRemote(
  mirror: Mirror,
  remote: Remote,
  refs: readonly string[],
): Promise<RemoteRefs> {
  const output = await runGit({
    args: [
      'ls-remote',
      '--symref',
      '--quiet',
      '--end-of-options',
      'origin',
      'HEAD',
      ...refs.flatMap(ref => [ref, `${ref}^{}`]),
    ],
    gitDir: mirror.gitDir,
    protocols: remote.protocols,
    config: [['remote.origin.url', remote.url], ...remote.config],
    secrets: remote.secrets,
    timeoutMs: Math.min(remote.networkTimeoutMs, 60_000),
    signal: mirror.signal,
  });
  return parseRemoteRefs(output.toString('utf8'));
}

/** Reads what `git ls-remote --symref` prints. */
export function parseRemoteRefs(output: string): RemoteRefs {
  const refs = new Map<string, string>();
  let defaultBranch: string | undefined;
  for (const line of output.split('\n')) {
    const [value, name] = line.split('\t');
    if (!name) continue;
    if (name === 'HEAD' && value.startsWith('ref: ')) {
      defaultBranch = value.slice('ref: '.length);
    } else if (isSha(value)) {
      // The peeled form of an annotated tag comes after it, and is the commit.
      refs.set(name.replace(/\^\{\}$/, ''), value);
    }
  }
  return { refs, defaultBranch };
}
