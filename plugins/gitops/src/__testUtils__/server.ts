import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import {
  EntityApplications,
  EntityCommits,
  RepositoryHealth,
  Syncs,
} from '@backstage-gitops/plugin-gitops-common';

/** The GitOps backend as the frontend sees it, over HTTP; nothing was synced or asked for. */
export const server = setupServer(
  http.get('*/entities/:kind/:namespace/:name/operations', () =>
    HttpResponse.json({ items: [] }),
  ),
  http.get('*/entities/:kind/:namespace/:name/syncs', () =>
    HttpResponse.json({ items: [], unobserved: [] }),
  ),
);

const APPLICATIONS = '*/entities/:kind/:namespace/:name/applications';
const COMMITS = '*/entities/:kind/:namespace/:name/commits';

export function answerApplications(answer: EntityApplications): void {
  server.use(http.get(APPLICATIONS, () => HttpResponse.json(answer)));
}

/** One whose history is there. */
export const readRepository: RepositoryHealth = {
  url: 'https://git.example.com/platform/deployments.git',
  state: 'current',
  indexedAt: '2020-01-01T00:00:00.000Z',
  partial: false,
  progress: null,
};

export function answerCommits(
  answer: Partial<EntityCommits>,
): URLSearchParams[] {
  return answerGets(COMMITS.slice(1), {
    items: [],
    repositories: [readRepository],
    ...answer,
  });
}

export function answerSyncs(answer: Partial<Syncs>): URLSearchParams[] {
  return answerGets('/syncs', { items: [], unobserved: [], ...answer });
}

export function refuseApplications(status: number, message: string): void {
  refuseGets(APPLICATIONS.slice(1), status, message);
}

/** Answers each POST whose path ends so, and keeps the bodies. */
export function answerPosts(
  path: string,
  answer: (body: unknown) => object,
): unknown[] {
  const bodies: unknown[] = [];
  server.use(
    http.post(`*${path}`, async ({ request }) => {
      const body = await request.json();
      bodies.push(body);
      return HttpResponse.json(answer(body));
    }),
  );
  return bodies;
}

/** Answers each GET whose path ends so, and keeps the queries. */
export function answerGets(path: string, answer: object): URLSearchParams[] {
  const queries: URLSearchParams[] = [];
  server.use(
    http.get(`*${path}`, ({ request }) => {
      queries.push(new URL(request.url).searchParams);
      return HttpResponse.json(answer);
    }),
  );
  return queries;
}

/** Refuses each POST whose path ends so, as the backend does. */
export function refusePosts(path: string, status: number, message: string) {
  server.use(http.post(`*${path}`, () => refusal(status, message)));
}

/** Refuses each GET whose path ends so, as the backend does. */
export function refuseGets(path: string, status: number, message: string) {
  server.use(http.get(`*${path}`, () => refusal(status, message)));
}

function refusal(status: number, message: string) {
  return HttpResponse.json(
    { error: { name: 'Error', message }, response: { statusCode: status } },
    { status },
  );
}
