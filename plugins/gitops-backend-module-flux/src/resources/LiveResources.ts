import {
  collectionPath,
  KubernetesClient,
  KubernetesError,
  listObjects,
  listResourceTypes,
  ResourceType,
} from '@backstage-gitops/plugin-gitops-node';
import { inventoryId, InventoryItem } from '../drift/inventory';
import { acceptOf } from '../drift/partialMetadata';
import { LiveResource, parseLiveResource } from './liveResource';

/** What controllers make of what is applied, from the top down. */
const MADE = [
  { group: 'apps', version: 'v1', kind: 'ReplicaSet' },
  { group: 'batch', version: 'v1', kind: 'Job' },
  { group: '', version: 'v1', kind: 'Pod' },
];
/** What is made for these is looked for. */
const MAKES = new Set([
  'apps/Deployment',
  'apps/StatefulSet',
  'apps/DaemonSet',
  'apps/ReplicaSet',
  'batch/CronJob',
  'batch/Job',
]);
/** In more of them nobody would look for a pod. */
const MAX_NAMESPACES = 20;

type Kind = Pick<InventoryItem, 'group' | 'version' | 'kind'>;

/** Looks at objects of a cluster, once for each kind and as far as that is allowed. */
export class LiveResources {
  readonly #types = new Map<string, Promise<ResourceType[]>>();

  constructor(
    private readonly client: KubernetesClient,
    private readonly signal: AbortSignal,
  ) {}

  /** What there is of these objects that has the labels, by inventory id. */
  async applied(
    items: InventoryItem[],
    labelSelector: string,
  ): Promise<Map<string, LiveResource>> {
    const kinds = new Map(
      items.map(item => [`${item.group}/${item.version}/${item.kind}`, item]),
    );
    const lists = await Promise.all(
      [...kinds.values()].map(kind => this.#list(kind, { labelSelector })),
    );
    return new Map(lists.flat().map(each => [inventoryId(each.ref), each]));
  }

  /** What was made for these, directly or not, with the object that it was made for. */
  async madeFor(
    roots: LiveResource[],
  ): Promise<Array<{ resource: LiveResource; parent: LiveResource }>> {
    const makers = roots.filter(({ ref }) =>
      MAKES.has(`${ref.group}/${ref.kind}`),
    );
    const namespaces = [...new Set(makers.map(({ ref }) => ref.namespace))];
    const byUid = new Map(makers.map(each => [each.uid, each]));
    const lists = await Promise.all(
      MADE.map(async kind => {
        const found: LiveResource[] = [];
        for (const namespace of namespaces.slice(0, MAX_NAMESPACES)) {
          found.push(...(await this.#list(kind, { namespace })));
        }
        return found;
      }),
    );
    return lists.flat().flatMap(resource => {
      const owner = resource.owners.find(uid => byUid.has(uid));
      const parent = owner === undefined ? undefined : byUid.get(owner);
      if (!parent || resource.isIdle) return [];
      byUid.set(resource.uid, resource);
      return [{ resource, parent }];
    });
  }

  async #list(
    kind: Kind,
    {
      namespace,
      labelSelector,
    }: { namespace?: string; labelSelector?: string },
  ): Promise<LiveResource[]> {
    const { client, signal } = this;
    try {
      const type = (await this.#typesOf(kind)).find(
        each => each.kind === kind.kind,
      );
      if (!type) return [];
      const { items } = await listObjects(client, {
        path: namespace
          ? `${type.base}/namespaces/${encodeURIComponent(namespace)}/${
              type.plural
            }`
          : collectionPath(type),
        labelSelector,
        accept: acceptOf(kind)?.list,
        parse: item => parseLiveResource(kind, item),
        signal,
      });
      return items;
    } catch (error) {
      // What may not be read is told without.
      if (error instanceof KubernetesError) return [];
      throw error;
    }
  }

  #typesOf({ group, version }: Kind): Promise<ResourceType[]> {
    const key = `${group}/${version}`;
    const types =
      this.#types.get(key) ??
      listResourceTypes(this.client, { group, version }, this.signal);
    this.#types.set(key, types);
    return types;
  }
}
