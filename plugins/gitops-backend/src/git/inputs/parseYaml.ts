import { parse, parseAllDocuments } from 'yaml';
import { isTooDeep } from './isTooDeep';

const OPTIONS = { maxAliasCount: 100 };

/** Undefined where it cannot be read; an empty file says nothing. */
export function parseYaml(contents: string): unknown {
  if (isTooDeep(contents)) return undefined;
  try {
    return parse(contents, { ...OPTIONS, logLevel: 'silent' }) ?? {};
  } catch {
    return undefined;
  }
}

/** Those of the documents in a file that can be read. */
export function parseDocuments(contents: string): unknown[] {
  if (isTooDeep(contents)) return [];
  // An empty file gives no list.
  const documents = [
    parseAllDocuments(contents, { logLevel: 'silent' }),
  ].flat();
  return documents.flatMap(document => {
    if (document.errors.length > 0) return [];
    try {
      return [document.toJS(OPTIONS)];
    } catch {
      return [];
    }
  });
}
