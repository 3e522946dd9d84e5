import type { Response } from 'express';
import { expired, internalError, invalid } from '../errors';
import { apiVersionOf, type ResourceType, typeKey } from '../kinds';
import type { ObjectStore, StoreEvent } from '../store';
import type { KubeObject } from '../types';
import { type Format, formatted } from './media';
import { type Selection, selectionOf } from './selection';

const LIST_OPTIONS = { group: 'meta.k8s.io', kind: 'ListOptions' };
const DEFAULT_TIMEOUT_SECONDS = 45 * 60;

interface WatchOptions {
  /** Undefined: from the present state, which comes first. */
  after: number | undefined;
  initialEvents: boolean;
  bookmarks: boolean;
  timeoutSeconds: number;
  selection: Selection;
}

function isTrue(value: string | null): boolean {
  return value === 'true' || value === '1';
}

/** Throws 422 or 500 for options that are refused before the stream begins. */
function parseOptions(
  type: ResourceType,
  query: URLSearchParams,
): WatchOptions {
  const version = query.get('resourceVersion') || '0';
  if (!/^\d+$/.test(version)) {
    throw internalError(
      `resourceVersion: Invalid value: "${version}": strconv.ParseUint: parsing "${version}": invalid syntax`,
    );
  }
  const match = query.get('resourceVersionMatch');
  const initialEvents = isTrue(query.get('sendInitialEvents'));
  const refused = (words: string) =>
    invalid(LIST_OPTIONS, '', [
      {
        reason: 'FieldValueForbidden',
        message: `Forbidden: ${words}`,
        field: 'resourceVersionMatch',
      },
    ]);
  if (initialEvents && match !== 'NotOlderThan') {
    throw refused(
      'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
    );
  }
  if (match && !query.has('sendInitialEvents')) {
    throw refused(
      'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
    );
  }
  return {
    after: version === '0' || initialEvents ? undefined : Number(version),
    initialEvents,
    bookmarks: isTrue(query.get('allowWatchBookmarks')),
    timeoutSeconds:
      Number(query.get('timeoutSeconds')) || DEFAULT_TIMEOUT_SECONDS,
    selection: selectionOf(type, query),
  };
}

/** What a watcher of a selection sees of a write. */
function visible(
  event: StoreEvent,
  { matches }: Selection,
): { type: string; object: KubeObject } | undefined {
  const { type, object, previous } = event;
  const before = previous !== undefined && matches(previous);
  const after = type !== 'DELETED' && matches(object);
  if (before && after) return { type: 'MODIFIED', object };
  if (after) return { type: 'ADDED', object };
  if (before) return { type: 'DELETED', object };
  return undefined;
}

/** Serves watches; a watcher that does not keep up is dropped. */
export class Watches {
  private readonly open = new Set<() => void>();
  private readonly store: ObjectStore;
  private readonly bookmarkIntervalMs: number;
  private readonly bufferBytes: number;

  constructor(options: {
    store: ObjectStore;
    bookmarkIntervalMs: number;
    watchBufferBytes: number;
  }) {
    this.store = options.store;
    this.bookmarkIntervalMs = options.bookmarkIntervalMs;
    this.bufferBytes = options.watchBufferBytes;
  }

  close(): void {
    for (const end of [...this.open]) end();
  }

  serve(
    type: ResourceType,
    namespace: string | undefined,
    query: URLSearchParams,
    format: Format,
    res: Response,
  ): void {
    const { store } = this;
    const options = parseOptions(type, query);
    const { after, selection } = options;
    res.statusCode = 200;
    res.setHeader('Content-Type', 'application/json');
    res.flushHeaders();

    const send = (change: string, object: object) => {
      if (res.writableEnded || res.destroyed) return;
      res.write(`${JSON.stringify({ type: change, object })}\n`);
      if (res.writableLength > this.bufferBytes) res.destroy();
    };
    const bookmark = (annotations?: Record<string, string>) =>
      send('BOOKMARK', {
        ...(format === 'metadata'
          ? { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1' }
          : { kind: type.kind, apiVersion: apiVersionOf(type) }),
        metadata: {
          resourceVersion: String(store.revision),
          ...(annotations ? { annotations } : {}),
        },
      });
    let told = after ?? 0;
    const show = (event: StoreEvent) => {
      // Told already; or, for a version from the future, not there yet.
      if (event.revision <= told) return;
      if (event.resource !== typeKey(type)) return;
      const of = event.object.metadata.namespace;
      if (namespace && of !== namespace) return;
      const seen = visible(event, selection);
      if (seen) send(seen.type, formatted(seen.object, format));
    };

    if (after !== undefined && after < store.compactedRevision) {
      const oldest = store.compactedRevision + 1;
      const error = expired(`too old resource version: ${after} (${oldest})`);
      send('ERROR', error.status);
      res.end();
      return;
    }
    if (after === undefined) {
      for (const object of store.list(type, namespace)) {
        if (selection.matches(object)) send('ADDED', formatted(object, format));
      }
      if (options.initialEvents && options.bookmarks) {
        bookmark({ 'k8s.io/initial-events-end': 'true' });
      }
    } else {
      store.eventsSince(after).forEach(show);
    }
    told = Math.max(told, store.revision);
    this.follow(res, show, bookmark, options);
  }

  private follow(
    res: Response,
    show: (event: StoreEvent) => void,
    bookmark: () => void,
    { bookmarks, timeoutSeconds }: WatchOptions,
  ): void {
    const unsubscribe = this.store.subscribe(show);
    const timer = bookmarks
      ? setInterval(bookmark, this.bookmarkIntervalMs).unref()
      : undefined;
    const end = () => {
      if (bookmarks && !res.destroyed) bookmark();
      res.end();
    };
    const timeout = setTimeout(end, timeoutSeconds * 1000).unref();
    this.open.add(end);
    res.on('close', () => {
      unsubscribe();
      clearInterval(timer);
      clearTimeout(timeout);
      this.open.delete(end);
    });
  }
}
