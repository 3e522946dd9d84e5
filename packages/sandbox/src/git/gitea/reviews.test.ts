import { robin, sam } from '../../world/people';
import { ask, recording, shapeOf } from '../__testUtils__/gitea';
import { OPEN, startTestHost, TestHost } from '../__testUtils__/testHost';
import { GIT_ACCOUNT, SCAFFOLDER_ACCOUNT } from '../credentials';

describe('what the REST API tells of reviews', () => {
  let host: TestHost;

  beforeEach(async () => {
    host = await startTestHost();
  });
  afterEach(async () => {
    await host.dispose();
  });

  const get = (path: string) => ask(host, `/repos/${OPEN}${path}`);
  const post = (path: string, body: unknown, as = SCAFFOLDER_ACCOUNT) =>
    ask(host, `/repos/${OPEN}${path}`, { as, post: body });
  const pull = () =>
    host.git.pull({
      repository: OPEN,
      branch: 'robin/c',
      files: { 'apps/c.yaml': 'c: 3\n' },
      message: 'Add c',
      author: robin,
    });

  it('takes an approval as recorded, and lists it', async () => {
    const created = recording('review-approve').response;
    const listed = recording('reviews').response;
    const { index, head } = await pull();

    const review = await post(`/pulls/${index}/reviews`, {
      event: 'APPROVED',
      body: 'Looks right',
    });

    expect(review.status).toBe(created.status);
    expect(shapeOf(review.body)).toEqual(shapeOf(created.body));
    const { status, body } = await get(`/pulls/${index}/reviews`);
    expect(status).toBe(listed.status);
    expect(shapeOf(body)).toEqual(shapeOf(listed.body));
    expect(body).toMatchObject([
      {
        state: 'APPROVED',
        body: 'Looks right',
        commit_id: head,
        user: { login: 'template-bot' },
      },
    ]);
  });

  it('lets nobody approve of an own pull request, as recorded', async () => {
    const refused = recording('review-own-refused').response;
    await post('/branches', { new_branch_name: 'own' });
    const opened = await post('/pulls', {
      title: 'Own',
      head: 'own',
      base: 'main',
    });

    const review = await post(`/pulls/${opened.body.number}/reviews`, {
      event: 'APPROVED',
    });

    expect(review.status).toBe(refused.status);
    expect(review.body.message).toBe(Object(refused.body).message);
  });

  it('wants words with a request for changes, and any account', async () => {
    const { index } = await pull();
    const event = 'REQUEST_CHANGES';
    const said = { event, body: 'No' };

    const wordless = await post(`/pulls/${index}/reviews`, { event });
    const nobody = await ask(host, `/repos/${OPEN}/pulls/${index}/reviews`, {
      post: said,
    });
    expect([wordless.status, nobody.status]).toEqual([422, 401]);
    expect((await get(`/pulls/${index}/reviews`)).body).toEqual([]);

    const reader = await post(`/pulls/${index}/reviews`, said, GIT_ACCOUNT);
    expect(reader.status).toBe(200);
  });

  it('dismisses what somebody said before, and forgets that they were asked', async () => {
    const { index } = await pull();
    const say = (event: string, as = SCAFFOLDER_ACCOUNT) =>
      post(`/pulls/${index}/reviews`, { event, body: event }, as);
    await post(`/pulls/${index}/requested_reviewers`, {
      reviewers: ['sam', SCAFFOLDER_ACCOUNT.username],
    });
    await say('REQUEST_CHANGES', GIT_ACCOUNT);
    await say('REQUEST_CHANGES');
    await say('COMMENT');
    await say('APPROVED');

    const { body } = await get(`/pulls/${index}/reviews`);

    const reviews: Array<{ user: { login: string } }> = body;
    expect(reviews.map(({ user, ...it }) => [user.login, it])).toMatchObject([
      ['sam', { state: 'REQUEST_REVIEW', dismissed: false }],
      ['git-reader', { state: 'REQUEST_CHANGES', dismissed: false }],
      ['template-bot', { state: 'REQUEST_CHANGES', dismissed: true }],
      ['template-bot', { state: 'COMMENT', dismissed: false }],
      ['template-bot', { state: 'APPROVED', dismissed: false }],
    ]);
  });

  it('lists who was asked for a review', async () => {
    const { index } = await pull();

    const asked = await post(`/pulls/${index}/requested_reviewers`, {
      reviewers: ['sam'],
    });
    const nobody = await post(`/pulls/${index}/requested_reviewers`, {
      reviewers: ['nobody'],
    });

    expect([asked.status, nobody.status]).toEqual([201, 404]);
    expect((await get(`/pulls/${index}/reviews`)).body).toMatchObject([
      { state: 'REQUEST_REVIEW', user: { login: 'sam' } },
    ]);
  });

  it('knows a merged pull request by the commit that its merge made', async () => {
    const { index, head } = await pull();
    const merge = await host.git.mergePull(OPEN, index, { by: sam });

    expect((await get(`/commits/${merge}/pull`)).body).toMatchObject({
      number: index,
      merged_by: { login: 'sam' },
      merge_commit_sha: merge,
    });
    expect((await get(`/commits/${head}/pull`)).status).toBe(404);
    expect((await get(`/pulls/${index}/commits`)).body).toMatchObject([
      { sha: head },
    ]);
  });

  it('takes statuses as recorded, and tells the worst of the newest', async () => {
    const created = recording('status-create').response;
    const combined = recording('status-combined').response;
    const sha = await host.git.resolve(OPEN, 'main');
    const say = (state: string, context: string) =>
      post(`/statuses/${sha}`, { state, context });
    const state = async () => (await get(`/commits/${sha}/status`)).body.state;

    expect((await get(`/commits/${sha}/status`)).body).toMatchObject({
      state: '',
      total_count: 0,
    });
    const first = await say('success', 'ci/validate');
    expect(first.status).toBe(created.status);
    expect(shapeOf(first.body)).toEqual(shapeOf(created.body));
    const { body } = await get(`/commits/${sha}/status`);
    expect(shapeOf(body)).toEqual(shapeOf(combined.body));
    await say('failure', 'ci/test');
    expect(await state()).toBe('failure');
    await say('success', 'ci/test');
    expect(await state()).toBe('success');
  });

  it('tells of the signature where it is asked to', async () => {
    const sha = await host.git.resolve(OPEN, 'main');
    const { body } = await get(`/git/commits/${sha}?verification=true`);

    expect(body.commit.verification).toMatchObject({
      verified: false,
      reason: 'gpg.error.not_signed_commit',
    });
  });

  it('refuses everything, or for a while, where it is told to', async () => {
    host.git.refuseApi({ kind: 'unauthorized' });
    expect((await get('')).status).toBe(401);
    host.git.refuseApi({ kind: 'limited', retryAfterSeconds: 7 });
    const limited = await get('');
    expect(limited.status).toBe(429);
    expect(limited.headers.get('retry-after')).toBe('7');
    host.git.refuseApi(undefined);
    expect((await get('')).status).toBe(200);
  });
});
