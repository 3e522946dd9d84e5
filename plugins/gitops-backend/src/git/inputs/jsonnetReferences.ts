import { Reference } from './reference';

const IMPORT = /\bimport(?:str|bin)?\s+@?(["'])([^"'\n]{1,1000})\1/g;

export function isJsonnet(path: string): boolean {
  return /\.(jsonnet|libsonnet)$/.test(path);
}

/**
 * What a Jsonnet file imports. What does not lie there is looked for in libraries, which
 * are inputs as a whole.
 */
export function jsonnetReferences(contents: string): Reference[] {
  return [...contents.matchAll(IMPORT)].map(([, , to]) => ({
    to,
    optional: true,
  }));
}
