import { Knex } from 'knex';
import { ancestors } from '../log/ancestors';
import { LoggedCommit } from '../log/parseLog';
import { createPathIds } from './pathIds';

/** The ids of files together with those of the directories above them. */
export type KnownPaths = Map<string, readonly number[]>;

/** More of them are not kept in memory. */
const MAX_KNOWN = 100_000;

/**
 * The ids of the paths that commits touch; writes down paths that are new.
 *
 * @param known - of files seen before; those of these commits are added
 */
export async function findTouched(
  tx: Knex.Transaction,
  repositoryId: number,
  commits: readonly LoggedCommit[],
  known: KnownPaths,
): Promise<(commit: LoggedCommit) => readonly number[]> {
  if (known.size > MAX_KNOWN) known.clear();
  const unknown = new Set<string>();
  for (const { changes } of commits) {
    for (const { path } of changes) {
      if (!known.has(path)) unknown.add(path);
    }
  }
  const above = [...unknown].map(path => [...ancestors(path)]);
  const ids = await createPathIds(tx, repositoryId)(above.flat());
  for (const [index, path] of [...unknown].entries()) {
    known.set(
      path,
      above[index].flatMap(it => ids.get(it) ?? []),
    );
  }
  return ({ changes }) => {
    // Most commits change one file, and there may be a million commits.
    if (changes.length === 1) return known.get(changes[0].path) ?? [];
    const touched = new Set<number>();
    for (const { path } of changes) {
      for (const pathId of known.get(path) ?? []) touched.add(pathId);
    }
    return [...touched];
  };
}
