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
  options: Omit<WatchOptions<T>, 'parse'>,
  handler: CollectionHandler<T>,
): Promise<void> {
  const events = listAndWatch<T>(client, {
    ...options,
    parse: item => handler.parse(item),
  });
  for await (const event of events) {
    handler.onAlive();
    if (event.type === 'listed') handler.onListed(event.items);
    else if (event.type === 'upserted') handler.onUpserted(event.item);
    else if (event.type === 'deleted') handler.onDeleted(event.item);
  }
}
