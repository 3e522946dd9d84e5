import { ManagedResource } from '@backstage-gitops/plugin-gitops-common';
import {
  KubernetesClient,
  ObservedApplication,
} from '@backstage-gitops/plugin-gitops-node';
import { inventoryId, InventoryItem, inventoryOf } from '../drift/inventory';
import { ObjectDrift } from '../drift/ObjectMemory';
import { HELM_GROUP, KUSTOMIZE_GROUP } from '../groups';
import { FluxApplication } from '../project/application';
import { findCondition } from '../project/object';
import { LiveResources } from '../resources/LiveResources';
import { findApplication } from './findApplication';

/** More than anybody is shown, less than is too much. */
const MAX_RESOURCES = 2000;

/**
 * What Flux has applied for the application, as its inventory says now, and what
 * controllers have made of that. Of each one only that is told which watching it, its
 * own status, or Flux told.
 * @throws Error with a sentence where the cluster refuses or cannot be reached
 */
export async function listResources(
  client: KubernetesClient,
  observed: ObservedApplication,
  options: {
    signal: AbortSignal;
    driftOf: (item: InventoryItem) => ObjectDrift;
  },
): Promise<ManagedResource[]> {
  const { application } = await findApplication(client, observed, options);
  const { object, reportsDrift } = application;
  const isReleased =
    findCondition(object, 'Ready')?.status === 'True' ||
    observed.sync.deployedRevisions.length > 0;
  if (
    application.kind === 'HelmRelease' &&
    isReleased &&
    !object.status?.inventory
  ) {
    throw new Error(
      `${client.who} has a Flux that does not list what a HelmRelease has made; it does from version 2.8 on`,
    );
  }
  // With a kubeConfig its objects are in another cluster.
  const isElsewhere = Boolean(object.spec?.kubeConfig);
  const driftOf = (item: InventoryItem): ObjectDrift => {
    if (reportsDrift) return reportedDrift(observed, item);
    return isElsewhere ? { state: 'unchecked' } : options.driftOf(item);
  };
  const items = inventoryOf(object).slice(0, MAX_RESOURCES);
  const live = new LiveResources(client, options.signal);
  const applied = await live.applied(
    isElsewhere ? [] : items,
    ownedBy(application),
  );
  const made = await live.madeFor([...applied.found.values()]);
  return [
    ...items.map(item => {
      const { id, group, kind, namespace, name } = item;
      return {
        ...{ group, kind, namespace, name },
        ...applied.found.get(id)?.state,
        ...stateOf(driftOf(item), observed.sync.status),
        unread: applied.unread.get(id) ?? made.unread.get(id),
      };
    }),
    ...made.found.map(({ resource, parent }) => ({
      ...resource.ref,
      parent: parent.ref,
      ...resource.state,
    })),
  ].slice(0, MAX_RESOURCES);
}

/** The labels that Flux leaves on all that it applies for the application. */
function ownedBy({ kind, object }: FluxApplication): string {
  const group = kind === 'HelmRelease' ? HELM_GROUP : KUSTOMIZE_GROUP;
  const { name, namespace } = object.metadata;
  return `${group}/name=${name},${group}/namespace=${namespace}`;
}

function reportedDrift(
  { drift }: ObservedApplication,
  { id }: InventoryItem,
): ObjectDrift {
  if (!drift) return { state: 'unchecked' };
  const fields = drift.fields.filter(
    ({ resource }) => inventoryId(resource) === id,
  );
  const isGone = fields.some(({ change }) => change === 'resourceRemoved');
  if (isGone) return { state: 'gone' };
  // Not all may be listed that have drifted.
  return fields.length > 0 || drift.fields.length === drift.total
    ? { state: 'present', fields }
    : { state: 'unchecked' };
}

function stateOf(
  drift: ObjectDrift,
  applied: ManagedResource['sync'],
): Pick<ManagedResource, 'sync' | 'health'> {
  if (drift.state === 'gone') return { sync: 'OutOfSync', health: 'Missing' };
  if (drift.state !== 'present') return { sync: 'Unknown' };
  if (drift.fields.length > 0) return { sync: 'OutOfSync' };
  // Which resources a newer revision changes Flux does not tell.
  return { sync: applied === 'Synced' ? 'Synced' : 'Unknown' };
}
