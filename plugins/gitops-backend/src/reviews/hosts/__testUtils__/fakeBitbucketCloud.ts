import { http, HttpResponse } from 'msw';
import participant from '../__fixtures__/bitbucketCloud/participant.json';
import pullRequest from '../__fixtures__/bitbucketCloud/pull-request.json';
import status from '../__fixtures__/bitbucketCloud/status.json';
import { pullsWith, World, WorldPull } from './world';

export const BITBUCKET_API = 'https://api.bitbucket.org/2.0';
export const BITBUCKET_REPOSITORY = `${BITBUCKET_API}/repositories/acme/fleet`;

const BUILDS: Record<string, string> = {
  passed: 'SUCCESSFUL',
  failed: 'FAILED',
  running: 'INPROGRESS',
};

/** As short as Bitbucket cuts them. */
const short = (id: string) => id.slice(0, 12);

function renderPull(pull: WorldPull) {
  const isMerged = pull.state === 'merged';
  return {
    ...pullRequest,
    id: pull.number,
    title: pull.title,
    state: isMerged ? 'MERGED' : 'OPEN',
    author: { ...pullRequest.author, display_name: pull.author },
    destination: {
      ...pullRequest.destination,
      branch: { name: pull.into },
    },
    source: {
      ...pullRequest.source,
      commit: { type: 'commit', hash: short(pull.head) },
    },
    merge_commit: isMerged
      ? {
          type: 'commit',
          hash: short(pull.made ?? pull.head),
          date: pull.mergedAt.replace('.000Z', '+00:00'),
        }
      : null,
    participants: pull.reviewers.map(({ name, state }) => ({
      ...participant,
      user: { ...participant.user, display_name: name },
      approved: state === 'approved',
      state: { approved: 'approved', changesRequested: 'changes_requested' }[
        String(state)
      ],
    })),
    links: {
      html: {
        href: `https://bitbucket.org/acme/fleet/pull-requests/${pull.number}`,
      },
    },
  };
}

export const bitbucketNotFound = () =>
  HttpResponse.json(
    { type: 'error', error: { message: 'Resource not found' } },
    { status: 404 },
  );

export function fakeBitbucketCloud(world: World) {
  const find = (id: unknown) =>
    world.commits.find(({ sha }) => sha.startsWith(String(id)));
  return [
    http.get(BITBUCKET_REPOSITORY, () =>
      HttpResponse.json({ type: 'repository', full_name: 'acme/fleet' }),
    ),
    http.get(`${BITBUCKET_REPOSITORY}/commit/:sha`, ({ params }) => {
      const known = find(params.sha);
      return known
        ? HttpResponse.json({ hash: known.sha, message: known.message })
        : bitbucketNotFound();
    }),
    // It knows the commits of branches, and not those that a merge made.
    http.get(
      `${BITBUCKET_REPOSITORY}/commit/:sha/pullrequests`,
      ({ params }) => {
        const values = pullsWith(world, String(params.sha)).map(pull => ({
          type: 'pullrequest',
          id: pull.number,
          title: pull.title,
        }));
        return HttpResponse.json({ pagelen: 50, page: 1, values });
      },
    ),
    http.get(`${BITBUCKET_REPOSITORY}/commit/:sha/statuses`, ({ params }) => {
      const state = BUILDS[find(params.sha)?.checks ?? 'none'];
      const values = state ? [{ ...status, state }] : [];
      return HttpResponse.json({ pagelen: 100, page: 1, values });
    }),
    http.get(`${BITBUCKET_REPOSITORY}/pullrequests/:id`, ({ params }) => {
      const pull = world.pulls.find(it => String(it.number) === params.id);
      return pull ? HttpResponse.json(renderPull(pull)) : bitbucketNotFound();
    }),
  ];
}
