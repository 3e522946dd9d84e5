import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Removes packs that nobody has finished. Git leaves what a fetch that was ended has got
 * so far where it is, for weeks; only while no other git writes there.
 */
export async function removeTemporary(gitDir: string): Promise<void> {
  const packs = join(gitDir, 'objects', 'pack');
  try {
    for (const name of await readdir(packs)) {
      if (name.startsWith('tmp_')) await rm(join(packs, name), { force: true });
    }
  } catch {
    // Why the fetch has failed is what counts.
  }
}
