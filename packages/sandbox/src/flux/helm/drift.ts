import { compare } from 'fast-json-patch';
import { Cluster, KubeObject } from '../../cluster/types';
import { subject } from '../inventory';
import { refOf } from '../resources';
import { MANAGER } from './chartOf';

export interface Difference {
  object: KubeObject;
  isRemoved: boolean;
  /** `Deployment/shop/web changed (0 additions, 2 changes, 0 removals)` */
  words: string;
}

/** What an apply could change, without what the API server counts and notes. */
function comparable({ metadata, status, ...object }: KubeObject): KubeObject {
  const { managedFields, resourceVersion, generation, ...kept } = metadata;
  return { ...object, metadata: kept };
}

/** What an apply of the objects would change, found as Helm's controller does: by a dry run. */
export function differences(
  cluster: Cluster,
  objects: KubeObject[],
  at: Date,
): Difference[] {
  return objects.flatMap((object): Difference[] => {
    const ref = refOf(object);
    const live = cluster.get(ref);
    if (!live) {
      return [{ object, isRemoved: true, words: `${subject(ref)} removed` }];
    }
    const applied = cluster.apply(object, {
      manager: MANAGER,
      at,
      dryRun: true,
    });
    const operations = compare(comparable(live), comparable(applied));
    if (!operations.length) {
      return [];
    }
    const count = (op: string) =>
      operations.filter(each => each.op === op).length;
    const counts = `${count('add')} additions, ${count(
      'replace',
    )} changes, ${count('remove')} removals`;
    const words = `${subject(ref)} changed (${counts})`;
    return [{ object, isRemoved: false, words }];
  });
}
