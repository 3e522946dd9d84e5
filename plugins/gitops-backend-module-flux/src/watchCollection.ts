import {
  KubernetesClient,
  listAndWatch,
  WatchOptions,
} from '@backstage-gitops/plugin-gitops-node';

export interface CollectionHandler<T> {
  parse(item: unknown): T | undefined;
  /** All there is; first, and after each relist. */
  onListed(items: T[]): void;
  onUpserted(item: T): void;
  onDeleted(item: T): void;
  /** Anything was heard. */
  onAlive(): void;
}

/** Follows a collection until the signal aborts; items that cannot be read are left out. */
export async function watchCollection<T>(
  client: KubernetesClient,
  options: WatchOptions,
  handler: CollectionHandler<T>,
): Promise<void> {
  for await (const event of listAndWatch(client, options)) {
    handler.onAlive();
    if (event.type === 'listed') {
      handler.onListed(event.items.flatMap(item => handler.parse(item) ?? []));
    } else if (event.type !== 'alive') {
      const item = handler.parse(event.item);
      if (item === undefined) continue;
      if (event.type === 'upserted') handler.onUpserted(item);
      else handler.onDeleted(item);
    }
  }
}
