import { KubeObject } from '../../cluster/types';
import { IgnoreDifference, ResourceStatus } from '../application';
import { groupVersion, keyOf, keyString, ResourceKey } from '../names';
import { compareObject, Difference } from './compareObject';
import { syncWave } from './syncOrder';

export interface ComparedResource extends Difference {
  key: ResourceKey;
  version: string;
  target?: KubeObject;
  live?: KubeObject;
}

/** Pairs what Git wants with what lives, in the order of group, kind, namespace, name. */
export function compareAll(
  targets: KubeObject[],
  lives: KubeObject[],
  ignored: IgnoreDifference[] = [],
): ComparedResource[] {
  const pairs = new Map<string, { target?: KubeObject; live?: KubeObject }>();
  for (const target of targets) {
    pairs.set(keyString(keyOf(target)), { target });
  }
  for (const live of lives) {
    const key = keyString(keyOf(live));
    pairs.set(key, { ...pairs.get(key), live });
  }
  return [...pairs.entries()]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([, { target, live }]) => {
      const object = target ?? live;
      return object
        ? [
            {
              key: keyOf(object),
              version: groupVersion(object.apiVersion).version,
              ...(target && { target }),
              ...(live && { live }),
              ...compareObject(target, live, ignored),
            },
          ]
        : [];
    });
}

/** `status.resources` of an Application; every one Unknown when the targets are not known. */
export function resourceStatuses(
  resources: ComparedResource[],
  targetsKnown: boolean,
): ResourceStatus[] {
  return resources.map(({ key, version, target, live, modified }) => {
    const wave = target ? syncWave(target) : 0;
    const compared = modified ? 'OutOfSync' : 'Synced';
    return {
      ...(key.group && { group: key.group }),
      version,
      kind: key.kind,
      ...(key.namespace && { namespace: key.namespace }),
      name: key.name,
      status: targetsKnown ? compared : 'Unknown',
      ...(!target && live && { requiresPruning: true }),
      ...(wave !== 0 && { syncWave: wave }),
    };
  });
}
