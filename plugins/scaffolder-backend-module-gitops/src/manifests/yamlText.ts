import {
  Document,
  isAlias,
  isNode,
  isScalar,
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

/**
 * Reads all documents of a file, or of a text inside one.
 * @param linesBefore - how many lines of the file come before the text
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
  for (const document of parseAllDocuments(text, {
    lineCounter,
    merge: true,
    prettyErrors: false,
  })) {
    const [error] = document.errors;
    if (error) {
      findings.push({
        file,
        line: lineAt(error.pos[0]),
        policy: 'yaml',
        message: `this cannot be read as YAML: ${error.message}`,
      });
    } else if (document.contents !== null) {
      documents.push({ file, document, lineAt });
    }
  }
  return { documents, findings };
}

/**
 * What a node says, as plain data.
 * @throws Error where aliases would blow it up
 */
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

/** The entry of a map with a key. */
export function pairOf(map: YAMLMap, key: string) {
  return map.items.find(item => isScalar(item.key) && item.key.value === key);
}
