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
import { boundedClient, Bounds, TooMuchError } from './boundedClient';
import { LiveResource, parseLiveResource } from './liveResource';

/** What controllers make, from the top down, and what of that is applied it is made for. */
const MADE = [
  {
    ...{ group: 'apps', version: 'v1', kind: 'ReplicaSet' },
    makers: ['apps/Deployment'],
  },
  {
    ...{ group: 'batch', version: 'v1', kind: 'Job' },
    makers: ['batch/CronJob'],
  },
  {
    ...{ group: '', version: 'v1', kind: 'Pod' },
    makers: [
      'apps/Deployment',
      'apps/StatefulSet',
      'apps/DaemonSet',
      'apps/ReplicaSet',
      'batch/CronJob',
      'batch/Job',
    ],
  },
];
/** In more of them nobody would look for a pod. */
const MAX_NAMESPACES = 20;
/** Of one tree: some thousands of pods, and what they were made for. */
const BOUNDS: Bounds = { requests: 100, bytes: 48 * 1024 * 1024 };

type Kind = Pick<InventoryItem, 'group' | 'version' | 'kind'>;

/** Objects of a kind, or why they could not be read. */
type Listed = { items: LiveResource[] } | { unread: string };

/** What was found, and of what was not looked at or could not be: why, by inventory id. */
interface Found<T> {
  found: T;
  unread: Map<string, string>;
}

function makes({ ref }: LiveResource, { makers }: { makers: string[] }) {
  return makers.includes(`${ref.group}/${ref.kind}`);
}

const keyOf = ({ group, version, kind }: Kind) => `${group}/${version}/${kind}`;

/** Looks at objects of a cluster, once for each kind and as far as that is allowed. */
export class LiveResources {
  readonly #client: KubernetesClient;
  readonly #types = new Map<string, Promise<ResourceType[]>>();

  constructor(
    client: KubernetesClient,
    private readonly signal: AbortSignal,
    bounds = BOUNDS,
  ) {
    this.#client = boundedClient(client, bounds);
  }

  /** What there is of these objects that has the labels, by inventory id. */
  async applied(
    items: InventoryItem[],
    labelSelector: string,
  ): Promise<Found<Map<string, LiveResource>>> {
    const kinds = new Map(items.map(item => [keyOf(item), item]));
    const lists = new Map<string, Listed>();
    await Promise.all(
      [...kinds].map(async ([key, kind]) => {
        lists.set(key, await this.#list(kind, { labelSelector }));
      }),
    );
    const found = new Map<string, LiveResource>();
    const unread = new Map<string, string>();
    for (const list of lists.values()) {
      if ('unread' in list) continue;
      for (const each of list.items) found.set(inventoryId(each.ref), each);
    }
    for (const item of items) {
      const list = lists.get(keyOf(item));
      if (list && 'unread' in list) {
        unread.set(item.id, `It could not be read: ${list.unread}`);
      }
    }
    return { found, unread };
  }

  /** What was made for these, directly or not, with the object that it was made for. */
  async madeFor(
    roots: LiveResource[],
  ): Promise<Found<Array<{ resource: LiveResource; parent: LiveResource }>>> {
    const makers = roots.filter(root => MADE.some(kind => makes(root, kind)));
    const namespaces = [...new Set(makers.map(({ ref }) => ref.namespace))];
    const unread = new Map<string, string>();
    const tell = (of: LiveResource[], why: string) => {
      for (const { ref } of of) {
        const id = inventoryId(ref);
        const before = unread.get(id);
        unread.set(id, before ? `${before}; ${why}` : why);
      }
    };
    const looked = new Set(namespaces.slice(0, MAX_NAMESPACES));
    tell(
      makers.filter(({ ref }) => !looked.has(ref.namespace)),
      `What was made for it is not looked for: the application is in more than ${MAX_NAMESPACES} namespaces`,
    );
    const lists = await Promise.all(
      MADE.map(async kind => {
        const found: LiveResource[] = [];
        for (const namespace of looked) {
          const of = makers.filter(
            each => each.ref.namespace === namespace && makes(each, kind),
          );
          if (of.length === 0) continue;
          const list = await this.#list(kind, { namespace });
          if ('items' in list) found.push(...list.items);
          else tell(of, `${kind.kind}s could not be read: ${list.unread}`);
        }
        return found;
      }),
    );
    const byUid = new Map(makers.map(each => [each.uid, each]));
    const found = lists.flat().flatMap(resource => {
      const owner = resource.owners.find(uid => byUid.has(uid));
      const parent = owner === undefined ? undefined : byUid.get(owner);
      if (!parent || resource.isIdle) return [];
      byUid.set(resource.uid, resource);
      return [{ resource, parent }];
    });
    return { found, unread };
  }

  async #list(
    kind: Kind,
    {
      namespace,
      labelSelector,
    }: { namespace?: string; labelSelector?: string },
  ): Promise<Listed> {
    try {
      const type = (await this.#typesOf(kind)).find(
        each => each.kind === kind.kind,
      );
      if (!type) {
        const version = [kind.group, kind.version].filter(Boolean).join('/');
        return {
          unread: `${this.#client.who} has no ${kind.kind} in ${version}`,
        };
      }
      return await listObjects(this.#client, {
        path: collectionPath(type, namespace),
        labelSelector,
        accept: acceptOf(kind)?.list,
        parse: item => parseLiveResource(kind, item),
        signal: this.signal,
      });
    } catch (error) {
      const isAnswer =
        error instanceof KubernetesError || error instanceof TooMuchError;
      if (!isAnswer) throw error;
      return { unread: error.message };
    }
  }

  #typesOf({ group, version }: Kind): Promise<ResourceType[]> {
    const key = `${group}/${version}`;
    const types =
      this.#types.get(key) ??
      listResourceTypes(this.#client, { group, version }, this.signal);
    this.#types.set(key, types);
    return types;
  }
}
