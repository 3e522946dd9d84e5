import { FileDiff } from '@backstage-gitops/plugin-gitops-common';
import { FileChange } from '../commands/readCommit';
import { decodeBytes } from '../log/decodeBytes';
import { cleanLines, firstLines } from './cleanLines';

/** Of one file, in characters. */
const MAX_PATCH = 100_000;

export function changeOf({ before, after }: FileChange): FileDiff['change'] {
  if (!before) return 'added';
  return after ? 'changed' : 'removed';
}

/** @param section - what git says of the change */
export function toFileDiff(change: FileChange, section: Buffer): FileDiff {
  const of = { path: change.path, change: changeOf(change) };
  const lines = decodeBytes(section).split('\n');
  const hunks = lines.findIndex(line => line.startsWith('@@ '));
  if (hunks < 0) {
    const isBinary = lines.some(line => line.startsWith('Binary files '));
    return { ...of, patch: null, ...(isBinary && { withheld: 'binary' }) };
  }
  const whole = cleanLines(lines.slice(hunks).join('\n'));
  const patch = firstLines(whole, MAX_PATCH);
  return { ...of, patch, ...(patch !== whole && { withheld: 'cut' }) };
}
