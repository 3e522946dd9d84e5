import { isMap, isSeq } from 'yaml';
import { z } from 'zod';
import { valueAt } from '../json';
import { contentOf, pairOf, resolved, YamlDocument } from './yamlText';

const objectSchema = z.looseObject({
  apiVersion: z.string().min(1),
  kind: z.string().min(1),
});

/** A Kubernetes object in a YAML file. */
export interface WrittenObject {
  apiVersion: string;
  kind: string;
  /** Empty where it has none. */
  name: string;
  content: Record<string, unknown>;
  node: unknown;
}

/** The nodes of a list's items. */
function itemNodes({ document }: YamlDocument, list: unknown): unknown[] {
  const items = isMap(list)
    ? pairOf(document, list, 'items')?.value
    : undefined;
  const sequence = resolved(document, items);
  return isSeq(sequence)
    ? sequence.items.map(item => resolved(document, item))
    : [];
}

function written(
  yaml: YamlDocument,
  value: unknown,
  node: unknown,
): WrittenObject[] {
  const parsed = objectSchema.safeParse(value);
  if (!parsed.success) return [];
  const content = parsed.data;
  const { apiVersion, kind, items } = content;
  if (kind.endsWith('List') && Array.isArray(items)) {
    const nodes = itemNodes(yaml, node);
    return items.flatMap((item, index) => written(yaml, item, nodes[index]));
  }
  const name = valueAt(content, ['metadata', 'name']);
  return [
    {
      apiVersion,
      kind,
      name: typeof name === 'string' ? name : '',
      content,
      node,
    },
  ];
}

/** The Kubernetes objects in a document, lists taken apart; none if it is something else. */
export function objectsIn(yaml: YamlDocument): WrittenObject[] {
  const { contents } = yaml.document;
  return written(yaml, contentOf(yaml.document, contents), contents);
}
