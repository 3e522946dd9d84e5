import { Knex } from 'knex';
import { CommitOrder } from '../log/commitOrder';
import { Landed } from '../log/landings';
import { LoggedCommit } from '../log/parseLog';
import { Rename } from '../log/renames';
import { insertCommitPaths, KnownPaths } from './insertCommitPaths';
import { insertCommits } from './insertCommits';
import { insertRenames } from './insertRenames';

export interface HistoryWriterOptions {
  repositoryId: number;
  landings: ReadonlyMap<string, Landed>;
  /** Commits whose parents the source does not have; they did not change all their files. */
  shallow: ReadonlySet<string>;
  /** Seconds. */
  now: number;
}

export interface NewHistory {
  /** Parents before children. */
  commits: readonly LoggedCommit[];
  renames: ReadonlyMap<string, readonly Rename[]>;
  /** The commits that the default branch has; absent while none of these may show. */
  onTrunk?: ReadonlySet<string>;
}

/** Writes a history, in one transaction or in many. */
export interface HistoryWriter {
  /** The commits it has written as what they are to the default branch. */
  readonly placed: ReadonlySet<string>;
  write(tx: Knex.Transaction, history: NewHistory): Promise<void>;
}

export function createHistoryWriter({
  repositoryId,
  landings,
  shallow,
  now,
}: HistoryWriterOptions): HistoryWriter {
  const placed = new Set<string>();
  const orders = new Map<string, CommitOrder>();
  const paths: KnownPaths = new Map();
  return {
    placed,
    async write(tx, { commits, renames, onTrunk }) {
      const inserted = await insertCommits(tx, {
        repositoryId,
        commits,
        onTrunk,
        landings,
        orders,
        now,
      });
      const whole = inserted.filter(({ commit }) => !shallow.has(commit.sha));
      await insertCommitPaths(tx, repositoryId, whole, paths);
      await insertRenames(
        tx,
        repositoryId,
        whole.flatMap(({ id, ordinal, commit }) => {
          const found = renames.get(commit.sha);
          return found ? [{ id, ordinal, renames: found }] : [];
        }),
      );
      if (!onTrunk) return;
      for (const { commit } of inserted) placed.add(commit.sha);
    },
  };
}
