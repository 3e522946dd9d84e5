import { KubeObject } from '../../cluster/types';
import { toJson } from '../json';
import { ComparedResource } from '../rules/compareAll';
import { createMask } from '../rules/masking';

/** Target and live state of everything an application manages, Secrets masked. */
export function managedResources(compared: ComparedResource[]) {
  const items = compared.map(resource => {
    const mask = createMask();
    const state = (object: KubeObject | undefined) =>
      object ? toJson(mask(object)) : 'null';
    const { key, target, live, normalizedLive, predictedLive } = resource;
    return {
      ...(key.group && { group: key.group }),
      kind: key.kind,
      ...(key.namespace && { namespace: key.namespace }),
      name: key.name,
      targetState: state(target),
      liveState: state(live),
      normalizedLiveState: state(normalizedLive),
      predictedLiveState: state(predictedLive),
      ...(live && { resourceVersion: live.metadata.resourceVersion }),
      ...(resource.modified && { modified: true }),
    };
  });
  return { items };
}
