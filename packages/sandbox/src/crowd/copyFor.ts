import { bodyOf, withBody } from '../cluster/body';
import { KubeObject } from '../cluster/types';

/** The object as another service has it, as it is sent: without what only the server writes. */
export function copyFor(
  object: KubeObject,
  { from, to }: { from: string; to: string },
): KubeObject {
  const { name, namespace } = object.metadata;
  const clean = withBody(object, bodyOf(object), { name, namespace });
  const text = JSON.stringify(clean).replaceAll(from, to);
  const { metadata, ...body } = JSON.parse(text);
  return withBody(object, { metadata, ...body }, metadata);
}
