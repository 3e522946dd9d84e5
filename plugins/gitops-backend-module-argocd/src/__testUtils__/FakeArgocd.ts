import { http, HttpResponse, JsonBodyType } from 'msw';
import { setupServer } from 'msw/node';

export const ARGOCD_URL = 'https://argocd.example.com';

/** As every Argo CD has it. */
export const DEFAULT_PROJECT = {
  metadata: { name: 'default', namespace: 'argocd' },
  spec: {},
};

interface NamedApplication {
  metadata: { name: string; namespace: string };
}

/** An Argo CD on the wire: what it has is set, what it was asked is counted. */
export class FakeArgocd {
  applications: NamedApplication[] = [];
  /** The AppProjects that our account may read. */
  projects = [DEFAULT_PROJECT];
  readonly projectRequests: URL[] = [];
  /** The ApplicationSets that our account may read. */
  sets: JsonBodyType[] = [];
  setRequests = 0;
  managedResources: unknown = { items: [] };
  resourceTree: unknown = { nodes: null };
  /** What it answers to a sync and to a question for one application. */
  answer: { status: number; body: JsonBodyType } = { status: 200, body: {} };
  /** The token it accepts; undefined: any or none. */
  token: string | undefined;
  /** Objects of which it says that our account may get them; undefined: all. */
  readable: string[] | undefined;
  /** Objects that it was asked about so. */
  readonly rightsRequests: string[] = [];
  logins = 0;
  streams = 0;
  readonly managedResourceRequests: URL[] = [];
  readonly getRequests: URL[] = [];
  readonly treeRequests: URL[] = [];
  readonly syncRequests: Array<{ path: string; body: unknown }> = [];
  #streams = new Set<ReadableStreamDefaultController<Uint8Array>>();

  readonly handlers = [
    http.post(`${ARGOCD_URL}/api/v1/session`, () => {
      this.logins += 1;
      this.token = `session-${this.logins}`;
      return HttpResponse.json({ token: this.token });
    }),
    http.get(`${ARGOCD_URL}/api/v1/projects`, ({ request }) =>
      this.#guard(request, () => {
        this.projectRequests.push(new URL(request.url));
        return { items: this.projects.length ? this.projects : null };
      }),
    ),
    http.get(`${ARGOCD_URL}/api/v1/applicationsets`, ({ request }) =>
      this.#guard(request, () => {
        this.setRequests += 1;
        return { metadata: {}, items: this.sets };
      }),
    ),
    http.get(`${ARGOCD_URL}/api/v1/applications`, ({ request }) =>
      this.#guard(request, () => ({
        items: this.applications.length
          ? this.applications.map(({ metadata }) => ({ metadata }))
          : null,
      })),
    ),
    http.get<{ 0: string }>(
      `${ARGOCD_URL}/api/v1/account/can-i/applications/get/*`,
      ({ request, params }) =>
        this.#guard(request, () => {
          this.rightsRequests.push(params[0]);
          const isNo = this.readable?.includes(params[0]) === false;
          return { value: isNo ? 'no' : 'yes' };
        }),
    ),
    http.get(
      `${ARGOCD_URL}/api/v1/applications/:name/managed-resources`,
      ({ request }) =>
        this.#guard(request, () => {
          this.managedResourceRequests.push(new URL(request.url));
          return this.managedResources as JsonBodyType;
        }),
    ),
    http.get(
      `${ARGOCD_URL}/api/v1/applications/:name/resource-tree`,
      ({ request }) =>
        this.#guard(request, () => {
          this.treeRequests.push(new URL(request.url));
          return this.resourceTree as JsonBodyType;
        }),
    ),
    http.get(`${ARGOCD_URL}/api/v1/applications/:name`, ({ request }) => {
      this.getRequests.push(new URL(request.url));
      return this.#accepts(request) ? this.#answered() : this.#refusal();
    }),
    http.post(
      `${ARGOCD_URL}/api/v1/applications/:name/sync`,
      async ({ request }) => {
        const path = new URL(request.url).pathname;
        this.syncRequests.push({ path, body: await request.json() });
        return this.#accepts(request) ? this.#answered() : this.#refusal();
      },
    ),
    http.get(`${ARGOCD_URL}/api/v1/stream/applications`, ({ request }) => {
      if (!this.#accepts(request)) return this.#refusal();
      this.streams += 1;
      let own: ReadableStreamDefaultController<Uint8Array> | undefined;
      const body = new ReadableStream<Uint8Array>({
        start: controller => {
          own = controller;
          this.#streams.add(controller);
          for (const application of this.applications) {
            this.#write(controller, this.#event('ADDED', application));
          }
        },
        cancel: () => {
          if (own) this.#streams.delete(own);
        },
      });
      return new HttpResponse(body, {
        headers: { 'content-type': 'text/event-stream' },
      });
    }),
  ];

  readonly server = setupServer(...this.handlers);

  send(type: string, application: unknown): void {
    this.write(this.#event(type, application));
  }

  write(text: string): void {
    for (const stream of this.#streams) this.#write(stream, text);
  }

  closeStreams(): void {
    for (const stream of this.#streams) stream.close();
    this.#streams.clear();
  }

  breakStreams(): void {
    for (const stream of this.#streams) stream.error(new Error('ECONNRESET'));
    this.#streams.clear();
  }

  #event(type: string, application: unknown): string {
    return `data: ${JSON.stringify({ result: { type, application } })} \n\n`;
  }

  #write(stream: ReadableStreamDefaultController<Uint8Array>, text: string) {
    stream.enqueue(new TextEncoder().encode(text));
  }

  #accepts(request: Request): boolean {
    return (
      this.token === undefined ||
      request.headers.get('authorization') === `Bearer ${this.token}`
    );
  }

  #answered() {
    return HttpResponse.json(this.answer.body, { status: this.answer.status });
  }

  #refusal() {
    return HttpResponse.json(
      { code: 16, message: 'no session information' },
      { status: 401 },
    );
  }

  #guard(request: Request, answer: () => JsonBodyType) {
    return this.#accepts(request)
      ? HttpResponse.json(answer())
      : this.#refusal();
  }
}
