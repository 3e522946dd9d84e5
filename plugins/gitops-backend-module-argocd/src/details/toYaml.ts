import { shorten } from '@backstage-gitops/plugin-gitops-node';
import { stringify } from 'yaml';
import { Manifest } from '../api/managedResources';

/** In characters; what is longer nobody reads in a browser. */
const MAX_LENGTH = 200_000;

/** A manifest as people read it; cut off, with a last line that says so, after 200,000 characters. */
export function toYaml(manifest: Manifest): string {
  const text = stringify(manifest, { lineWidth: 0, sortMapEntries: true });
  return text.length <= MAX_LENGTH
    ? text
    : `${shorten(text, MAX_LENGTH)}\n# Cut off: there are ${
        text.length
      } characters, and only so many are shown.\n`;
}
