/** A revision to be read by a person: SHAs and digests by their first 7 digits, all else as it is. */
export function shortRevision(revision: string): string {
  return revision.replace(/\b[0-9a-f]{40,}\b/gi, digits => digits.slice(0, 7));
}
