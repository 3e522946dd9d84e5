import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import {
  EntityApplications,
  EntityCommits,
} from '@backstage-gitops/plugin-gitops-common';

/** The GitOps backend as the frontend sees it, over HTTP. */
export const server = setupServer();

const APPLICATIONS = '*/entities/:kind/:namespace/:name/applications';
const COMMITS = '*/entities/:kind/:namespace/:name/commits';

export function answerApplications(answer: EntityApplications): void {
  server.use(http.get(APPLICATIONS, () => HttpResponse.json(answer)));
}

export function answerCommits(answer: Partial<EntityCommits>): void {
  server.use(
    http.get(COMMITS, () =>
      HttpResponse.json({ items: [], repositories: [], ...answer }),
    ),
  );
}

export function refuseApplications(status: number, message: string): void {
  server.use(
    http.get(APPLICATIONS, () =>
      HttpResponse.json(
        {
          error: { name: 'Error', message },
          response: { statusCode: status },
        },
        { status },
      ),
    ),
  );
}
