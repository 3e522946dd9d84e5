import { KubeObject } from '../../cluster/types';
import { isRecord } from '../json';
import { keyOf, TRACKING_ID, trackingId } from '../names';
import { isClusterScoped } from './scope';

/** A rendered object as it is compared and applied: placed, tracked, Secrets encoded. */
export function prepareTarget(
  rendered: KubeObject,
  instance: string,
  namespace: string | undefined,
): KubeObject {
  const target = encodeSecret(structuredClone(rendered));
  if (isClusterScoped(target)) {
    delete target.metadata.namespace;
  } else if (!target.metadata.namespace && namespace) {
    target.metadata.namespace = namespace;
  }
  target.metadata.annotations = {
    ...target.metadata.annotations,
    [TRACKING_ID]: trackingId(instance, keyOf(target)),
  };
  return target;
}

function encodeSecret(object: KubeObject): KubeObject {
  if (object.kind !== 'Secret' || !isRecord(object.stringData)) {
    return object;
  }
  const { stringData, ...rest } = object;
  const data = isRecord(rest.data) ? rest.data : {};
  const encoded = Object.entries(stringData).map(([key, value]) => [
    key,
    Buffer.from(String(value)).toString('base64'),
  ]);
  return { ...rest, data: { ...data, ...Object.fromEntries(encoded) } };
}
