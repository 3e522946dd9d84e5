import { fetchBlobs } from '../commands/fetch';
import { missingBlobs } from '../commands/findObjects';
import { Mirror, Remote } from '../commands/mirror';
import { readBlobs } from '../commands/readTree';
import { decodeBytes } from '../log/decodeBytes';

/**
 * The contents of files of commits, by their ids, without those that are too large.
 * What the mirror lacks is fetched in one request.
 */
export async function readContents(
  mirror: Mirror,
  remote: Remote,
  wanted: {
    shas: readonly string[];
    ids: readonly string[];
    maxBytes: number;
  },
): Promise<Map<string, string>> {
  const contents = new Map<string, string>();
  if (wanted.ids.length === 0) return contents;
  const absent = await missingBlobs(mirror, wanted.shas);
  const missing = wanted.ids.filter(id => absent.has(id));
  if (missing.length > 0) await fetchBlobs(mirror, remote, missing);
  const blobs = await readBlobs(mirror, wanted.ids, wanted.maxBytes);
  for (const [id, blob] of blobs) contents.set(id, decodeBytes(blob));
  return contents;
}
