import { z } from 'zod';
import { getJson, KubernetesClient, KubernetesError } from './KubernetesClient';

const listSchema = z.object({
  metadata: z.object({
    resourceVersion: z.string().default(''),
    continue: z.string().optional(),
  }),
  items: z.array(z.unknown()).nullish(),
});

export interface ListOptions<T> {
  /** Of the collection, without a query. */
  path: string;
  /**
   * What is kept of an object, taken as soon as its page was read: whole objects
   * of a large collection are too much to hold at once. Undefined leaves it out.
   */
  parse(item: unknown): T | undefined;
  labelSelector?: string;
  accept?: string;
  signal: AbortSignal;
  /** Default 500. */
  pageSize?: number;
}

/** The collection's address with this query and the options' selector. */
export function collectionUrl(
  options: { path: string; labelSelector?: string },
  query: Record<string, string>,
): string {
  const params = new URLSearchParams(query);
  if (options.labelSelector) {
    params.set('labelSelector', options.labelSelector);
  }
  return `${options.path}?${params}`;
}

/**
 * All objects of a collection, page by page, and the version to watch from.
 * When a list takes so long that its version is forgotten it begins again once.
 * @throws KubernetesError
 */
export async function listObjects<T>(
  client: KubernetesClient,
  options: ListOptions<T>,
): Promise<{ items: T[]; resourceVersion: string }> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await listPages(client, options);
    } catch (error) {
      const isExpired =
        error instanceof KubernetesError && error.status === 410;
      if (!isExpired || attempt > 1) throw error;
    }
  }
}

async function listPages<T>(
  client: KubernetesClient,
  options: ListOptions<T>,
): Promise<{ items: T[]; resourceVersion: string }> {
  const items: T[] = [];
  let next: string | undefined;
  for (;;) {
    const query: Record<string, string> = {
      limit: String(options.pageSize ?? 500),
    };
    if (next) query.continue = next;
    const parsed = listSchema.safeParse(
      await getJson(client, collectionUrl(options, query), options),
    );
    if (!parsed.success) {
      throw new Error(`${client.who} answered ${options.path} with no list`);
    }
    const { metadata, items: page } = parsed.data;
    for (const item of page ?? []) {
      const parsedItem = options.parse(item);
      if (parsedItem !== undefined) items.push(parsedItem);
    }
    if (!metadata.continue) {
      return { items, resourceVersion: metadata.resourceVersion };
    }
    next = metadata.continue;
  }
}
