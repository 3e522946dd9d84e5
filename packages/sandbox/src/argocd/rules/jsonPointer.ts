import { KubeObject } from '../../cluster/types';
import { isRecord } from '../json';

/** A copy of the object without what an RFC 6901 pointer points at. */
export function dropPointer(object: KubeObject, pointer: string): KubeObject {
  const copy = structuredClone(object);
  const steps = pointer
    .split('/')
    .slice(1)
    .map(step => step.replace(/~1/g, '/').replace(/~0/g, '~'));
  const last = steps.pop();
  let node: unknown = copy;
  for (const step of steps) {
    if (Array.isArray(node)) {
      node = node[Number(step)];
    } else {
      node = isRecord(node) ? node[step] : undefined;
    }
  }
  if (last !== undefined && isRecord(node)) {
    delete node[last];
  } else if (last !== undefined && Array.isArray(node)) {
    node.splice(Number(last), 1);
  }
  return copy;
}
