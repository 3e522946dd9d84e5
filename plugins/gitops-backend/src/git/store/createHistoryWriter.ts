import { setImmediate as turn } from 'node:timers/promises';
import { Knex } from 'knex';
import { CommitOrder } from '../log/commitOrder';
import { Landed } from '../log/landings';
import { LoggedCommit } from '../log/parseLog';
import { Rename } from '../log/renames';
import { chunks } from './chunks';
import { findNew, hasCommits } from './findNew';
import { findTouched, KnownPaths } from './findTouched';
import { insertCommitPaths } from './insertCommitPaths';
import { insertCommits } from './insertCommits';
import { insertRenames } from './insertRenames';

/** Commits and changed files in one statement: some 10 ms of SQLite. */
const AT_A_TIME = 2_500;

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
  let hasOlder: boolean | undefined;
  const writeSome = async (
    tx: Knex.Transaction,
    commits: readonly LoggedCommit[],
    { renames, onTrunk }: NewHistory,
  ) => {
    // Of a first index all that is there was written here, and each once.
    hasOlder ??= await hasCommits(tx, repositoryId);
    const fresh = hasOlder
      ? await findNew(tx, repositoryId, commits, orders)
      : commits;
    if (fresh.length === 0) return;
    const whole = fresh.filter(commit => !shallow.has(commit.sha));
    const touchedBy = await findTouched(tx, repositoryId, whole, paths);
    await turn();
    const newestId = await readNewestId(tx);
    await insertCommits(tx, {
      repositoryId,
      commits: fresh,
      touchedBy: commit => (shallow.has(commit.sha) ? [] : touchedBy(commit)),
      onTrunk,
      landings,
      orders,
      now,
    });
    await turn();
    await insertCommitPaths(tx, repositoryId, newestId);
    await turn();
    const renamed = new Map<string, readonly Rename[]>();
    for (const { sha } of whole) {
      const found = renames.get(sha);
      if (found) renamed.set(sha, found);
    }
    await insertRenames(tx, repositoryId, renamed);
    if (!onTrunk) return;
    for (const { sha } of fresh) placed.add(sha);
  };
  return {
    placed,
    async write(tx, history) {
      const weigh = ({ changes }: LoggedCommit) => 1 + changes.length;
      for (const some of chunks(history.commits, AT_A_TIME, weigh)) {
        await writeSome(tx, some, history);
      }
    },
  };
}

async function readNewestId(tx: Knex.Transaction): Promise<number> {
  const newest: Array<{ id: number | null }> = await tx('git_commits').max(
    'id as id',
  );
  return newest[0].id ?? 0;
}
