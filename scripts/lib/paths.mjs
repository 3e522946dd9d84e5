import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../..',
);

/** A path below the root of the checkout. */
export function inRoot(...parts) {
  return path.join(ROOT, ...parts);
}

/** Everything the launcher keeps between runs; ignored by git. */
export function inCache(...parts) {
  return inRoot('.cache', ...parts);
}
