import { isMap, isSeq } from 'yaml';
import { z } from 'zod';
import { contentOf, resolved, YamlDocument } from './yamlText';

const objectSchema = z.looseObject({
  apiVersion: z.string().min(1),
  kind: z.string().min(1),
  metadata: z.looseObject({ name: z.string().optional() }).optional(),
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

/** The Kubernetes objects in a document, lists taken apart; none if it is something else. */
export function objectsIn(
  yaml: YamlDocument,
  node: unknown = yaml.document.contents,
): WrittenObject[] {
  const parsed = objectSchema.safeParse(contentOf(yaml.document, node));
  if (!parsed.success) return [];
  const { apiVersion, kind, metadata } = parsed.data;
  const items = isMap(node) ? node.get('items') : undefined;
  if (kind.endsWith('List') && isSeq(items)) {
    return items.items.flatMap(item =>
      objectsIn(yaml, resolved(yaml.document, item)),
    );
  }
  const name = metadata?.name ?? '';
  return [{ apiVersion, kind, name, content: parsed.data, node }];
}
