import { fetchCommit, fetchRefs } from '../commands/fetch';
import { findCommits } from '../commands/findObjects';
import { listRemote, RemoteRefs } from '../commands/listRemote';
import { writeCommitGraph } from '../commands/writeCommitGraph';
import { isSha, Mirror, Remote } from '../commands/mirror';
import { GitError } from '../process/GitError';
import { parseTarget } from '../repository/target';

export interface Wanted {
  targets: readonly string[];
  /** Full ids that engines speak of. */
  revisions: readonly string[];
  /** Full ids that were not there lately, and are not asked for again yet. */
  absent: ReadonlySet<string>;
  /** Full ids that the mirror has had. */
  had: readonly string[];
}

export interface Fetched {
  /** Tip of the default branch; undefined for an empty repository. */
  trunk: string | undefined;
  /** Full name of the default branch; undefined where the remote does not say it. */
  defaultBranch: string | undefined;
  /** What each target means; undefined where it means nothing. */
  tips: Map<string, string | undefined>;
  /** Those of the revisions that are there. */
  present: Set<string>;
  /** Those that were asked for now and are not there. */
  absent: Set<string>;
  /** Those that it had, and still has. */
  there: Set<string>;
}

const MAX_EXACT_FETCHES = 20;

/** The name of the ref that a target leads to, of those the remote has. */
function refOf(target: string, remote: RemoteRefs): string | undefined {
  return parseTarget(target).refs.find(ref => remote.refs.has(ref));
}

async function fetchExactly(
  mirror: Mirror,
  remote: Remote,
  sha: string,
): Promise<boolean> {
  try {
    await fetchCommit(mirror, remote, sha);
    return true;
  } catch (error) {
    if (!(error instanceof GitError && error.kind === 'failed')) throw error;
    // Whoever answers still does not have (or give) this commit.
    await listRemote(mirror, remote, []);
    return false;
  }
}

/** Brings everything wanted into the mirror, and says what is there. @throws GitError */
export async function fetchWanted(
  mirror: Mirror,
  remote: Remote,
  wanted: Wanted,
): Promise<Fetched> {
  const asked = new Set(wanted.targets.flatMap(it => parseTarget(it).refs));
  asked.delete('HEAD');
  const answer = await listRemote(mirror, remote, [...asked]);
  const trunk = answer.refs.get('HEAD');

  const heads = new Map<string, string>();
  if (trunk) heads.set(answer.defaultBranch ?? 'HEAD', trunk);
  for (const target of wanted.targets) {
    const ref = refOf(target, answer);
    const sha = ref && answer.refs.get(ref);
    if (ref && ref !== 'HEAD' && sha) heads.set(ref, sha);
  }
  const before = await findCommits(mirror, [...heads.values()]);
  const stale = [...heads].filter(([, sha]) => !before.has(sha));
  if (stale.length > 0) {
    await fetchRefs(
      mirror,
      remote,
      stale.map(([ref]) => ref),
    );
    await writeCommitGraph(mirror);
  }

  const commits = wanted.targets.flatMap(it => parseTarget(it).commit ?? []);
  const names = [...new Set([...commits, ...wanted.revisions])];
  const found = await findCommits(mirror, [
    ...new Set([...heads.values(), ...names, ...wanted.had]),
  ]);
  for (const sha of heads.values()) {
    if (!found.has(sha)) {
      throw new GitError('The branch moved while it was fetched', 'failed');
    }
  }
  const absent = new Set<string>();
  const missing = names.filter(
    name => isSha(name) && !found.has(name) && !wanted.absent.has(name),
  );
  for (const sha of missing.slice(0, MAX_EXACT_FETCHES)) {
    if (await fetchExactly(mirror, remote, sha)) {
      found.set(sha, sha);
    } else {
      absent.add(sha);
    }
  }

  const tips = new Map<string, string | undefined>();
  for (const target of wanted.targets) {
    const ref = refOf(target, answer);
    const { commit } = parseTarget(target);
    tips.set(
      target,
      (ref && answer.refs.get(ref)) ?? (commit && found.get(commit)),
    );
  }
  return {
    trunk,
    defaultBranch: answer.defaultBranch,
    tips,
    absent,
    there: new Set(wanted.had.filter(sha => found.has(sha))),
    present: new Set(wanted.revisions.filter(sha => found.get(sha) === sha)),
  };
}
