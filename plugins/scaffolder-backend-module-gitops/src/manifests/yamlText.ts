import {
  Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  YAMLMap,
} from 'yaml';
import { Finding } from '../validate/finding';

/** A YAML document, which knows its lines. */
export interface YamlDocument {
  /** Relative to the workspace. */
  file: string;
  document: Document;
  lineAt(offset: number): number;
}

/** In characters; reading so many takes seconds. */
const MAX_LENGTH = 4 * 1024 * 1024;

/** Text, numbers and the like, as opposed to what tags make: bytes, times, sets. */
function isPlain(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isPlain);
  if (typeof value !== 'object' || value === null) return true;
  return (
    Object.getPrototypeOf(value) === Object.prototype &&
    Object.values(value).every(isPlain)
  );
}

/** Why what was parsed says something else to kustomize, or too much. */
function problemOf(document: Document): string | undefined {
  try {
    return isPlain(contentOf(document, document.contents))
      ? undefined
      : 'a tag makes something of it that is neither text nor a number';
  } catch {
    return 'an alias stands for nothing, for itself, or for too much';
  }
}

/**
 * Reads all documents of a file, or of a text inside one.
 * @param linesBefore - how many lines of the file come before the text
 * @returns those that can be read, and what is wrong with the others
 */
export function parseYaml(
  file: string,
  text: string,
  linesBefore = 0,
): { documents: YamlDocument[]; findings: Finding[] } {
  const lineCounter = new LineCounter();
  const lineAt = (offset: number) =>
    lineCounter.linePos(offset).line + linesBefore;
  const documents: YamlDocument[] = [];
  const findings: Finding[] = [];
  const refuse = (line: number, why: string) =>
    findings.push({
      file,
      line,
      policy: 'yaml',
      message: `this cannot be read as YAML: ${why}`,
    });
  if (text.length > MAX_LENGTH) {
    refuse(linesBefore + 1, `it has more than ${MAX_LENGTH} characters`);
    return { documents, findings };
  }
  for (const document of parseAllDocuments(text, {
    lineCounter,
    merge: true,
    prettyErrors: false,
  })) {
    const [error] = document.errors;
    const problem = error ? undefined : problemOf(document);
    if (error) {
      refuse(lineAt(error.pos[0]), error.message);
    } else if (problem) {
      refuse(lineAt(offsetOf(document.contents)), problem);
    } else if (document.contents !== null) {
      documents.push({ file, document, lineAt });
    }
  }
  return { documents, findings };
}

/** What a node says, as plain data. */
export function contentOf(document: Document, node: unknown): unknown {
  return isNode(node) ? node.toJS(document, { maxAliasCount: 100 }) : node;
}

/** What an alias stands for, and any other node itself. */
export function resolved(document: Document, node: unknown): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}

/** Where a node begins. */
export function offsetOf(node: unknown): number {
  return isNode(node) ? node.range?.[0] ?? 0 : 0;
}

/** The entry of a map with a key: its own, else of what `<<` merges into it. */
export function pairOf(
  document: Document,
  map: YAMLMap,
  key: string,
): YAMLMap['items'][number] | undefined {
  const own = map.items.find(
    pair => isScalar(pair.key) && pair.key.value === key,
  );
  if (own) return own;
  const merged = map.items
    .filter(pair => isScalar(pair.key) && pair.key.source === '<<')
    .map(({ value }) => resolved(document, value))
    .flatMap(value => (isSeq(value) ? value.items : [value]));
  for (const item of merged) {
    const node = resolved(document, item);
    const pair = isMap(node) ? pairOf(document, node, key) : undefined;
    if (pair) return pair;
  }
  return undefined;
}
