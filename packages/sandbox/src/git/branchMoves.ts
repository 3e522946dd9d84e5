/** What Git writes for "no commit". */
export const NO_COMMIT = '0'.repeat(40);

export interface BranchMove {
  branch: string;
  before: string;
  after: string;
}

/** The branches whose tip differs; of one that began or ended, one side is {@link NO_COMMIT}. */
export function movesBetween(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): BranchMove[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .map(branch => ({
      branch,
      before: before.get(branch) ?? NO_COMMIT,
      after: after.get(branch) ?? NO_COMMIT,
    }))
    .filter(move => move.before !== move.after);
}
