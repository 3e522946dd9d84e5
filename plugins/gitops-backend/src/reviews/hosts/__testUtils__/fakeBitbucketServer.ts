import { http, HttpResponse } from 'msw';
import { z } from 'zod';
import commitJson from '../__fixtures__/bitbucketServer/commit.json';
import pullRequest from '../__fixtures__/bitbucketServer/pull-request.json';
import reviewer from '../__fixtures__/bitbucketServer/reviewer.json';
import { pullsWith, World, WorldPull } from './world';

export const SERVER = 'https://bitbucket.example.com';
export const SERVER_REPOSITORY = `${SERVER}/rest/api/1.0/projects/ACME/repos/fleet`;

const REVIEW_STATES: Record<string, string> = {
  approved: 'APPROVED',
  changesRequested: 'NEEDS_WORK',
};

export function renderServerPull(pull: WorldPull) {
  const isMerged = pull.state === 'merged';
  return {
    ...pullRequest,
    id: pull.number,
    title: pull.title,
    state: isMerged ? 'MERGED' : 'OPEN',
    ...(isMerged && { closedDate: Date.parse(pull.mergedAt) }),
    fromRef: { ...pullRequest.fromRef, latestCommit: pull.head },
    toRef: { ...pullRequest.toRef, id: `refs/heads/${pull.into}` },
    author: {
      ...pullRequest.author,
      user: { ...pullRequest.author.user, displayName: pull.author },
    },
    reviewers: pull.reviewers.map(({ name, state }) => ({
      ...reviewer,
      user: { ...reviewer.user, displayName: name },
      approved: state === 'approved',
      status: REVIEW_STATES[state] ?? 'UNAPPROVED',
    })),
    properties: isMerged && pull.made ? { mergeCommit: { id: pull.made } } : {},
    links: {
      self: [
        {
          href: `${SERVER}/projects/ACME/repos/fleet/pull-requests/${pull.number}`,
        },
      ],
    },
  };
}

export const serverNotFound = () =>
  HttpResponse.json(
    { errors: [{ context: null, message: 'Not there', exceptionName: null }] },
    { status: 404 },
  );

export function fakeBitbucketServer(world: World) {
  const find = (id: unknown) => world.commits.find(({ sha }) => sha === id);
  return [
    http.get(SERVER_REPOSITORY, () => HttpResponse.json({ slug: 'fleet' })),
    http.get(`${SERVER_REPOSITORY}/commits/:sha`, ({ params }) => {
      const known = find(params.sha);
      return known
        ? HttpResponse.json({
            ...commitJson,
            id: known.sha,
            message: known.message,
            parents: known.parents.map(id => ({ id })),
          })
        : serverNotFound();
    }),
    http.get(`${SERVER_REPOSITORY}/pull-requests/:id`, ({ params }) => {
      const pull = world.pulls.find(it => String(it.number) === params.id);
      return pull
        ? HttpResponse.json(renderServerPull(pull))
        : serverNotFound();
    }),
    // Of commits of branches: nothing says that it knows those that a merge made.
    http.get(
      `${SERVER_REPOSITORY}/commits/:sha/pull-requests`,
      ({ params }) => {
        const values = pullsWith(world, String(params.sha)).map(
          renderServerPull,
        );
        return HttpResponse.json({
          size: values.length,
          limit: 100,
          start: 0,
          isLastPage: true,
          values,
        });
      },
    ),
    http.post(
      `${SERVER}/rest/build-status/1.0/commits/stats`,
      async ({ request }) => {
        const ids = z.array(z.string()).parse(await request.json());
        const stats = ids.map(id => {
          const checks = find(id)?.checks;
          return [
            id,
            {
              successful: checks === 'passed' ? 2 : 0,
              inProgress: checks === 'running' ? 1 : 0,
              failed: checks === 'failed' ? 1 : 0,
            },
          ];
        });
        return HttpResponse.json(Object.fromEntries(stats));
      },
    ),
  ];
}
