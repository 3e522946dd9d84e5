import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Mirror } from './mirror';

/** The commits whose parents the source does not have; none for a whole history. */
export async function readShallow(mirror: Mirror): Promise<Set<string>> {
  try {
    const text = await readFile(join(mirror.gitDir, 'shallow'), 'latin1');
    return new Set(text.split('\n').filter(line => line.length > 0));
  } catch {
    return new Set();
  }
}
