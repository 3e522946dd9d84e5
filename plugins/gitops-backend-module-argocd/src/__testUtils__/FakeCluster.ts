import { http, HttpResponse, JsonBodyType } from 'msw';
import { setupServer } from 'msw/node';
import { DEFAULT_PROJECT } from './FakeArgocd';

const KUBERNETES_URL = 'http://localhost:0/api/kubernetes';
const APPLICATIONS = `${KUBERNETES_URL}/proxy/apis/argoproj.io/v1alpha1`;

interface NamedApplication {
  metadata: {
    name: string;
    namespace: string;
    annotations?: Record<string, string>;
  };
}

/**
 * A cluster with an Argo CD on the wire, behind Backstage's Kubernetes backend:
 * what it has is set, what it was asked is counted.
 */
export class FakeCluster {
  clusters: JsonBodyType[] = [{ name: 'edge', authProvider: 'serviceAccount' }];
  applications: NamedApplication[] = [];
  projects = [DEFAULT_PROJECT];
  sets: JsonBodyType[] = [];
  setRequests = 0;
  /** Namespaces whose AppProjects may be listed; undefined: all at once. */
  showsProjectsOf: string[] | undefined;
  /** What it answers instead, whatever it is asked about Applications. */
  refusal: { status: number; body: JsonBodyType } | undefined;
  /** What Argo CD makes of an Application that was patched. */
  controller: (application: NamedApplication) => NamedApplication = each =>
    each;
  readonly requests: Request[] = [];
  readonly patches: unknown[] = [];
  /** A version of the collection is how much had been sent. */
  readonly #sent: Uint8Array[] = [];
  readonly #streams = new Set<ReadableStreamDefaultController<Uint8Array>>();

  readonly handlers = [
    http.get(`${KUBERNETES_URL}/clusters`, () =>
      HttpResponse.json({ items: this.clusters }),
    ),
    http.get(`${APPLICATIONS}/applications`, ({ request }) =>
      this.#collection(request, this.applications),
    ),
    http.get(`${APPLICATIONS}/applicationsets`, () => {
      this.setRequests += 1;
      return HttpResponse.json({ metadata: {}, items: this.sets });
    }),
    http.get(`${APPLICATIONS}/appprojects`, () => this.#listedProjects()),
    http.get<{ namespace: string }>(
      `${APPLICATIONS}/namespaces/:namespace/appprojects`,
      ({ params }) => this.#listedProjects(params.namespace),
    ),
    http.get<{ namespace: string }>(
      `${APPLICATIONS}/namespaces/:namespace/applications`,
      ({ request, params }) =>
        this.#collection(
          request,
          this.applications.filter(
            ({ metadata }) => metadata.namespace === params.namespace,
          ),
        ),
    ),
    http.get<{ namespace: string; name: string }>(
      `${APPLICATIONS}/namespaces/:namespace/applications/:name`,
      ({ params }) => this.#answer(() => this.#find(params)),
    ),
    http.patch<{ namespace: string; name: string }>(
      `${APPLICATIONS}/namespaces/:namespace/applications/:name`,
      async ({ request, params }) => {
        const patch: unknown = await request.json();
        this.patches.push(patch);
        return this.#answer(() => {
          const found = this.#find(params);
          // As far as the patches of this module go.
          Object.assign(found.metadata, {
            annotations: {
              ...found.metadata.annotations,
              ...Object(patch).metadata.annotations,
            },
          });
          const before = structuredClone(found);
          Object.assign(found, this.controller(found));
          return before;
        });
      },
    ),
  ];

  readonly server = setupServer(...this.handlers);

  /** To each watch, also to one that begins later with a list from before. */
  send(type: string, object: unknown): void {
    const line = new TextEncoder().encode(
      `${JSON.stringify({ type, object })}\n`,
    );
    this.#sent.push(line);
    for (const stream of this.#streams) stream.enqueue(line);
  }

  breakStreams(): void {
    for (const stream of this.#streams) stream.error(new Error('ECONNRESET'));
    this.#streams.clear();
  }

  #listedProjects(namespace?: string): Response {
    const items = this.projects.filter(
      ({ metadata }) => !namespace || metadata.namespace === namespace,
    );
    const mayList =
      !this.showsProjectsOf || this.showsProjectsOf.includes(namespace ?? '');
    return mayList
      ? HttpResponse.json({ metadata: {}, items })
      : HttpResponse.json(
          { message: 'appprojects.argoproj.io is forbidden' },
          { status: 403 },
        );
  }

  #find({ namespace, name }: { namespace: string; name: string }) {
    const found = this.applications.find(
      ({ metadata }) =>
        metadata.namespace === namespace && metadata.name === name,
    );
    if (!found) throw new Error(`There is no ${namespace}/${name}`);
    return found;
  }

  #answer(body: () => NamedApplication): Response {
    if (this.refusal) {
      const { status } = this.refusal;
      return HttpResponse.json(this.refusal.body, { status });
    }
    // What tests put there came from JSON.
    return new HttpResponse(JSON.stringify(body()));
  }

  #collection(request: Request, items: NamedApplication[]): Response {
    this.requests.push(request.clone());
    if (this.refusal) {
      const { status } = this.refusal;
      return HttpResponse.json(this.refusal.body, { status });
    }
    const query = new URL(request.url).searchParams;
    if (!query.get('watch')) {
      const resourceVersion = String(this.#sent.length);
      const list = { metadata: { resourceVersion }, items };
      return new HttpResponse(JSON.stringify(list));
    }
    let own: ReadableStreamDefaultController<Uint8Array> | undefined;
    return new HttpResponse(
      new ReadableStream<Uint8Array>({
        start: stream => {
          own = stream;
          this.#streams.add(stream);
          const since = Number(query.get('resourceVersion'));
          for (const line of this.#sent.slice(since)) stream.enqueue(line);
        },
        cancel: () => {
          if (own) this.#streams.delete(own);
        },
      }),
    );
  }
}
