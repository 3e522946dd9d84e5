import { http, HttpResponse } from 'msw';
import { z } from 'zod';
import pullRequest from '../__fixtures__/azure/pull-request.json';
import reviewer from '../__fixtures__/azure/reviewer.json';
import status from '../__fixtures__/azure/status.json';
import { madeBy, pullsWith, World, WorldPull } from './world';

export const AZURE_REPOSITORY =
  'https://dev.azure.com/acme/web/_apis/git/repositories/fleet';

const VOTES: Record<string, number> = { approved: 10, changesRequested: -10 };
const STATUSES: Record<string, string> = {
  passed: 'succeeded',
  failed: 'failed',
  running: 'pending',
};

function renderPull(pull: WorldPull) {
  const isMerged = pull.state === 'merged';
  return {
    ...pullRequest,
    pullRequestId: pull.number,
    title: pull.title,
    status: isMerged ? 'completed' : 'active',
    targetRefName: `refs/heads/${pull.into}`,
    ...(isMerged && { closedDate: pull.mergedAt }),
    createdBy: { ...pullRequest.createdBy, displayName: pull.author },
    lastMergeSourceCommit: { commitId: pull.head },
    lastMergeCommit: { commitId: pull.made ?? pull.head },
  };
}

/** As the documentation has it, only the answer about one tells of its reviewers. */
function renderWithReviewers(pull: WorldPull) {
  return {
    ...renderPull(pull),
    reviewers: pull.reviewers.map(({ name, state }) => ({
      ...reviewer,
      displayName: name,
      vote: VOTES[state] ?? 0,
    })),
  };
}

export const azureNotFound = () =>
  HttpResponse.json(
    { $id: '1', message: 'TF401019: not there', errorCode: 0 },
    { status: 404 },
  );

const querySchema = z.object({
  queries: z.array(
    z.object({
      type: z.enum(['lastMergeCommit', 'commit']),
      items: z.array(z.string()),
    }),
  ),
});

export function fakeAzure(world: World) {
  const find = (id: unknown) => world.commits.find(({ sha }) => sha === id);
  return [
    http.get(AZURE_REPOSITORY, () => HttpResponse.json({ name: 'fleet' })),
    http.post(`${AZURE_REPOSITORY}/pullrequestquery`, async ({ request }) => {
      const { queries } = querySchema.parse(await request.json());
      const results = queries.map(({ type, items }) =>
        Object.fromEntries(
          items
            .map(
              id =>
                [
                  id,
                  (type === 'commit' ? pullsWith : madeBy)(world, id),
                ] as const,
            )
            .filter(([, pulls]) => pulls.length > 0)
            .map(([id, pulls]) => [id, pulls.map(renderPull)]),
        ),
      );
      return HttpResponse.json({ queries, results });
    }),
    http.get(`${AZURE_REPOSITORY}/pullrequests/:id`, ({ params }) => {
      const pull = world.pulls.find(it => String(it.number) === params.id);
      return pull
        ? HttpResponse.json(renderWithReviewers(pull))
        : azureNotFound();
    }),
    http.get(`${AZURE_REPOSITORY}/commits/:sha`, ({ params }) => {
      const known = find(params.sha);
      return known
        ? HttpResponse.json({
            commitId: known.sha,
            push: { pushId: world.commits.indexOf(known) },
          })
        : azureNotFound();
    }),
    http.get(`${AZURE_REPOSITORY}/pushes/:id`, ({ params }) => {
      const newObjectId = world.commits[Number(params.id)].pushedWith;
      return HttpResponse.json({
        pushId: Number(params.id),
        refUpdates: [{ name: 'refs/heads/main', newObjectId }],
      });
    }),
    http.get(`${AZURE_REPOSITORY}/commits/:sha/statuses`, ({ params }) => {
      const state = STATUSES[find(params.sha)?.checks ?? 'none'];
      const value = state ? [{ ...status, state }] : [];
      return HttpResponse.json({ count: value.length, value });
    }),
  ];
}
