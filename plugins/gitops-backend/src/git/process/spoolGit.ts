import { randomUUID } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { GitRun, streamGit } from './runGit';

/**
 * As `streamGit`, with a file in between: git goes on at its own pace while a database
 * keeps this process, where a pipe would soon be full.
 *
 * @throws GitError
 */
export async function spoolGit<T>(
  run: GitRun,
  read: (stdout: AsyncIterable<Buffer>) => Promise<T>,
): Promise<T> {
  const path = join(run.gitDir, `tmp_${randomUUID()}`);
  const file = await open(path, 'wx+', 0o600);
  try {
    // Without a name it goes with this process, however that ends.
    await rm(path);
    return await streamGit(run, read, file);
  } finally {
    await file.close();
  }
}
