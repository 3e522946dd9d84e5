import { MarkRow } from './store/readMarks';
import { CommitMarkOf } from './types';

function stateOf(row: MarkRow): CommitMarkOf['state'] | undefined {
  if (row.deployed) return 'deployed';
  // Listed for another application, or on a branch this one does not follow.
  if (!row.wanted) return undefined;
  // Something runs, but Git does not know it.
  if (row.deployed === null && row.deployed_revision !== null) return 'unknown';
  return 'waiting';
}

const RANK = { waiting: 2, deployed: 1, unknown: 0 };

/**
 * Marks by commit id. Where a commit touches several sources of an application,
 * it waits if it does for one of them, and else it is deployed if it is for one.
 *
 * @param current - per application the commit that is the newest of those that run
 */
export function toMarks(
  rows: readonly MarkRow[],
  current: ReadonlyMap<string, number>,
): Map<number, CommitMarkOf[]> {
  const marks = new Map<number, Map<string, CommitMarkOf>>();
  for (const row of rows) {
    const state = stateOf(row);
    if (state === undefined) continue;
    const ofCommit =
      marks.get(row.commit_id) ?? new Map<string, CommitMarkOf>();
    marks.set(row.commit_id, ofCommit);
    const before = ofCommit.get(row.application_id);
    if (before && RANK[before.state] >= RANK[state]) continue;
    ofCommit.set(row.application_id, {
      applicationId: row.application_id,
      state,
      current: current.get(row.application_id) === row.commit_id,
      via: [],
    });
  }
  return new Map(
    [...marks].map(([id, ofCommit]) => [
      id,
      [...ofCommit.values()].sort((one, other) =>
        one.applicationId < other.applicationId ? -1 : 1,
      ),
    ]),
  );
}
