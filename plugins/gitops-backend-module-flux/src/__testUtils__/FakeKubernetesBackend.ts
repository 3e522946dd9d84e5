import { http, HttpResponse, JsonBodyType } from 'msw';
import { setupServer } from 'msw/node';
import { z } from 'zod';
import { mergePatched } from './mergePatched';

export const KUBERNETES_URL = 'http://localhost:0/api/kubernetes';

const objectSchema = z.looseObject({
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
  }),
});
type FakeObject = z.infer<typeof objectSchema>;

type Stream = ReadableStreamDefaultController<Uint8Array>;

interface Collection {
  kind: string;
  objects: FakeObject[];
  streams: Map<Stream, { accept: string }>;
}

/** A PATCH as it came. */
export interface SentPatch {
  collection: string;
  name: string;
  fieldManager: string | null;
  contentType: string | null;
  body: unknown;
}

/** Of the whole object what is accepted, as an API server does it. */
function shownTo(accept: string, object: FakeObject): JsonBodyType {
  const { metadata } = object;
  return accept.includes('as=PartialObjectMetadata')
    ? { kind: 'PartialObjectMetadata', metadata }
    : object;
}

const notFound = () => new HttpResponse('404 page not found', { status: 404 });

/**
 * Backstage's Kubernetes backend on the wire, with one cluster behind it: what
 * the cluster has is set, what it was asked is counted.
 */
export class FakeKubernetesBackend {
  clusters: unknown[] = [{ name: 'edge', authProvider: 'serviceAccount' }];
  readonly requests: Request[] = [];
  /** Clusters, by name, that do not answer any more. */
  readonly dead = new Set<string>();
  /** Whether Backstage does not know the cluster. */
  isUnknown = false;
  /** Statuses to answer for collections, by `group/version/plural`. */
  readonly refusals = new Map<string, number>();
  /** What is answered to a PATCH in a collection instead of doing it. */
  readonly patchRefusals = new Map<string, { status: number; body: unknown }>();
  readonly patches: SentPatch[] = [];
  /** What a controller makes of an object of the collection once it was patched. */
  readonly controllers = new Map<string, (object: unknown) => unknown>();
  readonly #collections = new Map<string, Collection>();

  readonly server = setupServer(
    http.get(`${KUBERNETES_URL}/clusters`, ({ request }) => {
      this.requests.push(request.clone());
      return HttpResponse.json({ items: this.clusters });
    }),
    http.get(`${KUBERNETES_URL}/proxy/*`, ({ request }) => {
      this.requests.push(request.clone());
      const cluster = request.headers.get('backstage-kubernetes-cluster');
      if (this.dead.has(cluster ?? '')) return HttpResponse.error();
      const url = new URL(request.url);
      const path = url.pathname.replace('/api/kubernetes/proxy', '');
      return this.#answer(
        path.replace(/^\/apis?\//, ''),
        url.searchParams,
        request.headers.get('accept') ?? '',
      );
    }),
    http.patch(`${KUBERNETES_URL}/proxy/*`, ({ request }) =>
      this.#patch(request),
    ),
  );

  reset(): void {
    this.requests.length = 0;
    this.dead.clear();
    this.isUnknown = false;
    this.refusals.clear();
    this.patchRefusals.clear();
    this.patches.length = 0;
    this.controllers.clear();
    this.#collections.clear();
  }

  /** Serves a kind, e.g. `apps/v1/deployments`, with these objects. */
  serve(collection: string, kind: string, objects: unknown[] = []): void {
    this.#collections.set(collection, {
      kind,
      objects: objects.map(each => objectSchema.parse(each)),
      streams: new Map(),
    });
  }

  put(collection: string, value: unknown): void {
    const object = objectSchema.parse(value);
    const { objects } = this.#collection(collection);
    const at = objects.findIndex(each => this.#isSame(each, object));
    if (at < 0) objects.push(object);
    else objects[at] = object;
    this.#send(collection, at < 0 ? 'ADDED' : 'MODIFIED', object);
  }

  delete(collection: string, value: unknown): void {
    const object = objectSchema.parse(value);
    const { objects } = this.#collection(collection);
    objects.splice(
      objects.findIndex(each => this.#isSame(each, object)),
      1,
    );
    this.#send(collection, 'DELETED', object);
  }

  /** Watches are told that where they are is forgotten, of this collection. */
  expire(collection: string): void {
    const { streams } = this.#collection(collection);
    const event = { type: 'ERROR', object: { code: 410, message: 'too old' } };
    for (const stream of streams.keys()) {
      stream.enqueue(new TextEncoder().encode(`${JSON.stringify(event)}\n`));
    }
    streams.clear();
  }

  breakStreams(): void {
    for (const { streams } of this.#collections.values()) {
      for (const stream of streams.keys())
        stream.error(new Error('ECONNRESET'));
      streams.clear();
    }
  }

  /** An object as the cluster has it now. */
  get(collection: string, name: string): unknown {
    return this.#collection(collection).objects.find(
      each => each.metadata.name === name,
    );
  }

  async #patch(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    const [, version, namespace, plural, name] =
      /\/proxy\/apis?\/(.+)\/namespaces\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(
        pathname,
      ) ?? [];
    const collection = `${version}/${plural}`;
    const body: unknown = await request.json();
    this.patches.push({
      collection,
      name,
      fieldManager: searchParams.get('fieldManager'),
      contentType: request.headers.get('content-type'),
      body,
    });
    const refusal = this.patchRefusals.get(collection);
    if (refusal) {
      return new HttpResponse(JSON.stringify(refusal.body), refusal);
    }
    const before = this.#collection(collection).objects.find(each =>
      this.#isSame(each, { metadata: { name, namespace } }),
    );
    if (!before) return HttpResponse.json({}, { status: 404 });
    const patched = objectSchema.parse(mergePatched(before, body));
    this.put(collection, patched);
    const react = this.controllers.get(collection);
    if (react) this.put(collection, react(structuredClone(patched)));
    return HttpResponse.json(patched);
  }

  #collection(name: string): Collection {
    const collection = this.#collections.get(name);
    if (!collection) throw new Error(`${name} is not served`);
    return collection;
  }

  #isSame(a: FakeObject, b: FakeObject): boolean {
    return (
      a.metadata.name === b.metadata.name &&
      a.metadata.namespace === b.metadata.namespace
    );
  }

  #send(collection: string, type: string, object: FakeObject): void {
    for (const [stream, { accept }] of this.#collection(collection).streams) {
      const event = { type, object: shownTo(accept, object) };
      stream.enqueue(new TextEncoder().encode(`${JSON.stringify(event)}\n`));
    }
  }

  /** The collection of this path, or what of it is in one namespace and has the labels. */
  #selected(path: string, query: URLSearchParams): Collection | undefined {
    const [, version, namespace, plural] =
      /^(.+?)\/namespaces\/([^/]+)\/([^/]+)$/.exec(path) ?? [];
    const name = version ? `${version}/${plural}` : path;
    const collection = this.#collections.get(name);
    const labels = (query.get('labelSelector') ?? '').split(',');
    return (
      collection && {
        ...collection,
        objects: collection.objects.filter(
          ({ metadata }) =>
            (!namespace || metadata.namespace === namespace) &&
            labels.every(each => {
              const [key, value] = each.split('=');
              return !value || Object(metadata.labels)[key] === value;
            }),
        ),
      }
    );
  }

  #answer(path: string, query: URLSearchParams, accept: string): Response {
    if (this.isUnknown) {
      return HttpResponse.json(
        { error: { name: 'NotFoundError', message: 'Cluster not found' } },
        { status: 404 },
      );
    }
    const collection = this.#selected(path, query);
    if (collection) {
      const status = this.refusals.get(path.replace(/\/namespaces\/[^/]+/, ''));
      if (status) {
        return HttpResponse.json({ message: 'refused' }, { status });
      }
      return query.get('watch')
        ? this.#watch(collection, accept)
        : HttpResponse.json({
            metadata: { resourceVersion: '1' },
            items: collection.objects.map(each => shownTo(accept, each)),
          });
    }
    const one = /^(.+?)\/namespaces\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(path);
    if (one) {
      const [, version, namespace, plural, name] = one;
      const found = this.#collections
        .get(`${version}/${plural}`)
        ?.objects.find(({ metadata }) =>
          this.#isSame({ metadata }, { metadata: { name, namespace } }),
        );
      return found
        ? HttpResponse.json(shownTo(accept, found))
        : HttpResponse.json({ message: 'not found' }, { status: 404 });
    }
    return this.#discover(path);
  }

  #watch({ streams }: Collection, accept: string): Response {
    let own: Stream | undefined;
    return new HttpResponse(
      new ReadableStream<Uint8Array>({
        start: stream => {
          own = stream;
          streams.set(stream, { accept });
        },
        cancel: () => {
          if (own) streams.delete(own);
        },
      }),
    );
  }

  #discover(path: string): Response {
    const served = [...this.#collections].filter(([name]) =>
      name.startsWith(`${path}/`),
    );
    if (served.length === 0) return notFound();
    const isGroup =
      served.some(([name]) => name.split('/').length > 2) &&
      !path.includes('/') &&
      path !== 'v1';
    if (isGroup) {
      const versions = served.map(([name]) => ({
        version: name.split('/')[1],
      }));
      return HttpResponse.json({ versions });
    }
    return HttpResponse.json({
      resources: served.map(([name, { kind }]) => ({
        name: name.slice(path.length + 1),
        kind,
        namespaced: true,
        verbs: ['get', 'list', 'watch'],
      })),
    });
  }
}
