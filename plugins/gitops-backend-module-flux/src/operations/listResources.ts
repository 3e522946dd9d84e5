import { ManagedResource } from '@backstage-gitops/plugin-gitops-common';
import {
  KubernetesClient,
  ObservedApplication,
} from '@backstage-gitops/plugin-gitops-node';
import { inventoryId, InventoryItem, inventoryOf } from '../drift/inventory';
import { ObjectDrift } from '../drift/ObjectMemory';
import { findCondition } from '../project/object';
import { findApplication } from './findApplication';

/**
 * What Flux has applied for the application, as its inventory says now. Of each one
 * only that is told which watching it, or Flux itself, told.
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
  const driftOf = (item: InventoryItem): ObjectDrift => {
    if (reportsDrift) return reportedDrift(observed, item);
    return object.spec?.kubeConfig
      ? { state: 'unchecked' }
      : options.driftOf(item);
  };
  return inventoryOf(object).map(item => {
    const { group, kind, namespace, name } = item;
    return {
      group,
      kind,
      namespace,
      name,
      ...stateOf(driftOf(item), observed.sync.status),
    };
  });
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
