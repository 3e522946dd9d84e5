import { Mirror } from '../commands/mirror';
import { readWithDirectories } from '../commands/walkCommits';
import { LoggedCommit } from '../log/parseLog';
import { findRenames, hasRenames, Rename } from '../log/renames';

/** What each of these commits renamed; the few that may have are read once more. */
export async function readRenames(
  mirror: Mirror,
  commits: readonly LoggedCommit[],
): Promise<Map<string, Rename[]>> {
  const asked = commits.filter(commit => hasRenames(commit.changes));
  const found = await readWithDirectories(
    mirror,
    asked.map(commit => commit.sha),
  );
  return new Map(found.map(({ sha, changes }) => [sha, findRenames(changes)]));
}
