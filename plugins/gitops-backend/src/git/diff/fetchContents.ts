import { fetchBlobs } from '../commands/fetch';
import { missingBlobs } from '../commands/findObjects';
import { Mirror, Remote } from '../commands/mirror';
import { GitError } from '../process/GitError';

/** How long it may take to fetch the contents of files, while somebody waits. */
const MAX_MS = 15_000;
/** So many are asked for at a time: what came of one fetch stays, where the next takes too long. */
const AT_ONCE = 20;
/** What took too long is not tried again for so long. */
const GIVEN_UP_MS = 5 * 60_000;
const MAX_GIVEN_UP = 1000;

/** Contents by id that are too large to be fetched, until when, by `performance.now()`. */
export type GivenUp = Map<string, number>;

/**
 * Brings the contents of files into the mirror, as far as that is done in time: how large
 * they are nobody tells before.
 *
 * @returns those that are not there
 * @throws GitError where they cannot be fetched at all
 */
export async function fetchContents(
  mirror: Mirror,
  remote: () => Promise<Remote>,
  { commits, ids }: { commits: readonly string[]; ids: readonly string[] },
  givenUp: GivenUp,
): Promise<Set<string>> {
  const absent = await missingBlobs(mirror, commits);
  const missing = ids.filter(id => absent.has(id));
  const wanted = missing.filter(
    id => (givenUp.get(id) ?? 0) < performance.now(),
  );
  if (wanted.length === 0) return new Set(missing);
  const limited = await remote();
  const until = performance.now() + Math.min(MAX_MS, limited.networkTimeoutMs);
  for (let start = 0; start < wanted.length; start += AT_ONCE) {
    const some = wanted.slice(start, start + AT_ONCE);
    const networkTimeoutMs = until - performance.now();
    if (!(await isFetched(mirror, { ...limited, networkTimeoutMs }, some))) {
      giveUp(givenUp, wanted.slice(start));
      break;
    }
  }
  // A host may leave out what it was asked for, and git fails where it lacks something.
  const stillAbsent = await missingBlobs(mirror, commits);
  return new Set(missing.filter(id => stillAbsent.has(id)));
}

async function isFetched(
  mirror: Mirror,
  remote: Remote,
  ids: string[],
): Promise<boolean> {
  if (remote.networkTimeoutMs <= 0) return false;
  try {
    await fetchBlobs(mirror, remote, ids);
    return true;
  } catch (error) {
    if (error instanceof GitError && error.kind === 'timeout') return false;
    throw error;
  }
}

function giveUp(givenUp: GivenUp, ids: string[]): void {
  const until = performance.now() + GIVEN_UP_MS;
  for (const id of ids) {
    givenUp.delete(id);
    givenUp.set(id, until);
  }
  for (const oldest of givenUp.keys()) {
    if (givenUp.size <= MAX_GIVEN_UP) break;
    givenUp.delete(oldest);
  }
}
