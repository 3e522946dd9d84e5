import { http, HttpResponse } from 'msw';
import { EntityCommits } from '@backstage-gitops/plugin-gitops-common';
import { readRepository, server } from './server';

/** Answers the commits of an entity only when it is told to. */
export function holdCommits(answer: Partial<EntityCommits>): () => void {
  let release = () => {};
  const held = new Promise<void>(resolve => {
    release = resolve;
  });
  server.use(
    http.get('*/entities/:kind/:namespace/:name/commits', async () => {
      await held;
      return HttpResponse.json({
        items: [],
        repositories: [readRepository],
        ...answer,
      });
    }),
  );
  return release;
}
