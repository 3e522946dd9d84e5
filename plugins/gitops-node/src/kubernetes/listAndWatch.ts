import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { readLines } from '../streams/readLines';
import { parseJson, readText } from '../streams/readText';
import {
  KubernetesClient,
  KubernetesError,
  toKubernetesError,
} from './KubernetesClient';
import { collectionUrl, listObjects, ListOptions } from './listObjects';

export type CollectionEvent<T> =
  /** All there is; comes first, and again when the watch lost its place. */
  | { type: 'listed'; items: T[] }
  | { type: 'upserted'; item: T }
  | { type: 'deleted'; item: T }
  /** Nothing that is of interest changed, but the API server is there. */
  | { type: 'alive' };

export interface WatchOptions<T> extends ListOptions<T> {
  /** `Accept` of the watch where it differs from that of the list. */
  watchAccept?: string;
  /** Lists again when a watch ends after this time; default 30 min. */
  relistAfterMs?: number;
}

const WATCH_SECONDS = 300;
/** An object is at most 1.5 MiB in etcd; as JSON it may be longer. */
const MAX_LINE = 8 * 1024 * 1024;
/** Bookmarks come every minute from servers that send them. */
const SILENCE_WITH_BOOKMARKS_MS = 150_000;
const SILENCE_MS = (WATCH_SECONDS + 30) * 1000;

const versionSchema = z.object({
  metadata: z.object({ resourceVersion: z.string() }),
});
const eventSchema = z.object({ type: z.string(), object: z.unknown() });
const statusSchema = z.object({
  code: z.number().optional(),
  message: z.string().optional(),
});

/**
 * Everything in a collection, then each change, until the signal aborts. A watch
 * that ends is opened again where it ended; one that is too old lists again.
 * @throws KubernetesError when the API server refuses, Error when it cannot be reached
 */
export async function* listAndWatch<T>(
  client: KubernetesClient,
  options: WatchOptions<T>,
): AsyncGenerator<CollectionEvent<T>, void, undefined> {
  const { signal, relistAfterMs = 30 * 60_000 } = options;
  for (;;) {
    const { items, resourceVersion } = await listObjects(client, options);
    const listedAt = Date.now();
    yield { type: 'listed', items };
    const position = { resourceVersion };
    while (Date.now() - listedAt < relistAfterMs) {
      const openedAt = Date.now();
      let isTooOld = false;
      try {
        yield* watchOnce(client, options, position);
      } catch (error) {
        if (!(error instanceof KubernetesError && error.status === 410)) {
          throw error;
        }
        isTooOld = true;
      }
      signal.throwIfAborted();
      // A server that closes at once must not be asked in a tight loop.
      if (Date.now() - openedAt < 1000) {
        await delay(1000, undefined, { signal });
      }
      if (isTooOld) break;
      yield { type: 'alive' };
    }
  }
}

async function* watchOnce<T>(
  client: KubernetesClient,
  options: WatchOptions<T>,
  position: { resourceVersion: string },
): AsyncGenerator<CollectionEvent<T>, void, undefined> {
  const { who } = client;
  const path = collectionUrl(options, {
    watch: '1',
    allowWatchBookmarks: 'true',
    resourceVersion: position.resourceVersion,
    timeoutSeconds: String(WATCH_SECONDS),
  });
  const response = await client.open(path, {
    signal: options.signal,
    accept: options.watchAccept ?? options.accept,
    streamTimeoutMs: SILENCE_MS,
  });
  try {
    if (response.status !== 200) {
      const body = await readText(response, { who, maxBytes: 1_000_000 });
      throw toKubernetesError(who, response.status, body);
    }
    let bookmarked = false;
    const chunks = response.chunks(() =>
      bookmarked ? SILENCE_WITH_BOOKMARKS_MS : SILENCE_MS,
    );
    for await (const line of readLines(chunks, MAX_LINE)) {
      if (line.trim() === '') continue;
      const parsed = eventSchema.safeParse(parseJson(line));
      // The last line of a watch that broke off may be half a line.
      if (!parsed.success) return;
      const { type, object } = parsed.data;
      if (type === 'ERROR') {
        const status = statusSchema.safeParse(object).data;
        throw new KubernetesError(
          who,
          status?.code ?? 500,
          status?.message ?? '',
        );
      }
      const version = versionSchema.safeParse(object).data;
      if (version) position.resourceVersion = version.metadata.resourceVersion;
      if (type === 'BOOKMARK') {
        bookmarked = true;
        yield { type: 'alive' };
        continue;
      }
      const item = options.parse(object);
      if (item === undefined) yield { type: 'alive' };
      else if (type === 'DELETED') yield { type: 'deleted', item };
      else yield { type: 'upserted', item };
    }
  } finally {
    response.close();
  }
}
