import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { SilenceError } from '../streams/openRequest';
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
  /** Lists again when a watch ends after this time; default 3 h. */
  relistAfterMs?: number;
  /** A watch without bookmarks is opened anew after such a silence; default 4 min. */
  silenceMs?: number;
}

/** As long as API servers keep watches by themselves; not all end at a time. */
const WATCH_SECONDS = { least: 40 * 60, more: 20 * 60 };
/** An object is at most 1.5 MiB in etcd; as JSON it may be longer. */
const MAX_LINE = 8 * 1024 * 1024;
/** Bookmarks come every minute from servers that send them. */
const SILENCE_WITH_BOOKMARKS_MS = 150_000;
const SILENCE_MS = 4 * 60_000;

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
  const { signal, relistAfterMs = 3 * 3_600_000 } = options;
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
    }
  }
}

async function* watchOnce<T>(
  client: KubernetesClient,
  options: WatchOptions<T>,
  position: { resourceVersion: string },
): AsyncGenerator<CollectionEvent<T>, void, undefined> {
  const { who } = client;
  const { silenceMs = SILENCE_MS } = options;
  const { least, more } = WATCH_SECONDS;
  const path = collectionUrl(options, {
    watch: '1',
    allowWatchBookmarks: 'true',
    resourceVersion: position.resourceVersion,
    timeoutSeconds: String(Math.round(least + Math.random() * more)),
  });
  const response = await client.open(path, {
    signal: options.signal,
    accept: options.watchAccept ?? options.accept,
    streamTimeoutMs: silenceMs,
  });
  let bookmarked = false;
  try {
    if (response.status !== 200) {
      const body = await readText(response, { who, maxBytes: 1_000_000 });
      throw toKubernetesError(who, response.status, body);
    }
    yield { type: 'alive' };
    const chunks = response.chunks(() =>
      bookmarked ? SILENCE_WITH_BOOKMARKS_MS : silenceMs,
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
  } catch (error) {
    // Without bookmarks silence says nothing; whether the server is there, the next one tells.
    if (bookmarked || !(error instanceof SilenceError)) throw error;
  } finally {
    response.close();
  }
}
