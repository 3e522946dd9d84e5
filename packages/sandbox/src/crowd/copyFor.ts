import { bodyOf, withBody } from '../cluster/body';
import { parseObject } from '../cluster/object';
import { KubeObject } from '../cluster/types';

/** The object as another service has it, as it is sent: without what only the server writes. */
export function copyFor(
  object: KubeObject,
  { from, to }: { from: string; to: string },
): KubeObject {
  const { name, namespace } = object.metadata;
  const clean = withBody(object, bodyOf(object), { name, namespace });
  return parseObject(JSON.parse(JSON.stringify(clean).replaceAll(from, to)));
}
