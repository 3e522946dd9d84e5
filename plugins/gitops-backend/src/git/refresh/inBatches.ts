import { LoggedCommit } from '../log/parseLog';

/** Commits and changed files in one transaction, more or less. */
const BATCH = 10_000;

/**
 * Hands commits over in batches, the next one read while one is written.
 *
 * @returns what is left: less than a batch, unless one commit alone is more
 */
export async function inBatches(
  commits: AsyncIterable<LoggedCommit[]>,
  write: (batch: LoggedCommit[]) => Promise<void>,
): Promise<LoggedCommit[]> {
  let batch: LoggedCommit[] = [];
  let size = 0;
  let writing = Promise.resolve();
  try {
    for await (const some of commits) {
      if (size >= BATCH) {
        await writing;
        writing = write(batch);
        // Whoever awaits it next is told.
        writing.catch(() => {});
        batch = [];
        size = 0;
      }
      for (const commit of some) {
        batch.push(commit);
        size += 1 + commit.changes.length;
      }
    }
  } finally {
    await writing;
  }
  return batch;
}
