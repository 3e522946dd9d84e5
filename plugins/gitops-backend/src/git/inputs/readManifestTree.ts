import { fetchBlobs } from '../commands/fetch';
import { missingBlobs } from '../commands/findObjects';
import { Mirror, Remote } from '../commands/mirror';
import { readBlobs, readTree } from '../commands/readTree';
import { decodeBytes } from '../log/decodeBytes';
import { isManifestEntry, ManifestTree } from './manifestTree';

const MAX_MANIFEST_BYTES = 1024 * 1024;

/** Reads a commit's manifests; fetches those the mirror lacks, in one request. */
export async function readManifestTree(
  mirror: Mirror,
  remote: Remote,
  sha: string,
): Promise<ManifestTree> {
  const entries = await readTree(mirror, sha);
  const ids = new Map<string, string>();
  for (const [path, entry] of entries) {
    if (isManifestEntry(path, entry)) ids.set(path, entry.id);
  }
  const wanted = [...new Set(ids.values())];
  const absent = await missingBlobs(mirror, sha);
  const missing = wanted.filter(id => absent.has(id));
  if (missing.length > 0) await fetchBlobs(mirror, remote, missing);
  const blobs = await readBlobs(mirror, wanted);

  const files = new Map<string, string>();
  for (const [path, id] of ids) {
    const blob = blobs.get(id);
    if (blob && blob.length <= MAX_MANIFEST_BYTES) {
      files.set(path, decodeBytes(blob));
    }
  }
  return {
    entry: path => entries.get(path),
    read: path => files.get(path),
  };
}
