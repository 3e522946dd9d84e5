import { ask, recording, shapeOf } from '../__testUtils__/gitea';
import {
  OPEN,
  PRIVATE,
  startTestHost,
  TestHost,
} from '../__testUtils__/testHost';
import { GIT_ACCOUNT, SCAFFOLDER_ACCOUNT } from '../credentials';

describe('createGiteaApi', () => {
  let host: TestHost;

  beforeAll(async () => {
    host = await startTestHost();
  });
  afterAll(async () => {
    await host.dispose();
  });

  const get = async (path: string, as?: string) =>
    await ask(host, path, { as });

  it.each([
    ['repo-get', `/repos/${OPEN}`],
    ['commits-main', `/repos/${OPEN}/commits?sha=main&limit=3`],
    ['contents', `/repos/${OPEN}/contents/apps/a/config.yaml`],
    ['org-get', '/orgs/acme'],
    ['org-missing', '/orgs/none'],
  ])('answers as recorded in %s', async (name, path) => {
    const { status, body } = recording(name).response;
    const answer = await get(path);

    expect(answer.status).toBe(status);
    expect(shapeOf(answer.body)).toEqual(shapeOf(body));
  });

  it('answers a single commit as recorded', async () => {
    const { body } = recording('commit').response;
    const { body: answer } = await get(
      `/repos/${OPEN}/git/commits/${host.shas.get(3)}`,
    );

    expect(shapeOf({ ...answer, author: null, committer: null })).toEqual(
      shapeOf(body),
    );
    expect(answer.author.login).toBe('robin');
    expect(answer.files).toEqual([{ filename: 'README.md' }]);
    expect(answer.html_url).toBe(
      `${host.git.url}/${OPEN}/commit/${host.shas.get(3)}`,
    );
  });

  it('answers errors as recorded', async () => {
    const hidden = recording('repo-private-anonymous').response;
    const refused = recording('bad-credentials').response;
    const wrong = `Basic ${btoa('backstage:wrong')}`;

    for (const path of [`/repos/${PRIVATE}`, '/repos/acme/none']) {
      const answer = await get(path);
      expect(answer.status).toBe(hidden.status);
      expect(answer.body).toMatchObject({ errors: null, message: 'Not Found' });
      expect(shapeOf(answer.body)).toEqual(shapeOf(hidden.body));
    }
    const answer = await get('/user', wrong);
    expect(answer.status).toBe(refused.status);
    expect(shapeOf(answer.body)).toEqual(shapeOf(refused.body));
    expect(await get('/nothing')).toMatchObject({
      status: 404,
      body: '404 page not found\n',
    });
  });

  it('gives a private repository to accounts only', async () => {
    expect((await get(`/repos/${PRIVATE}/commits`)).status).toBe(404);
    for (const as of [GIT_ACCOUNT, SCAFFOLDER_ACCOUNT]) {
      const { status } = await ask(host, `/repos/${PRIVATE}/commits`, { as });
      expect(status).toBe(200);
    }
    expect(
      (await get(`/repos/${PRIVATE}`, `token ${GIT_ACCOUNT.password}`)).body
        .private,
    ).toBe(true);
  });

  it('pages commits and filters them by path', async () => {
    const subjects = (body: Array<{ commit: { message: string } }>) =>
      body.map(({ commit }) => commit.message);

    const first = await get(`/repos/${OPEN}/commits?limit=2`);
    const second = await get(`/repos/${OPEN}/commits?limit=2&page=2`);
    expect(subjects([...first.body, ...second.body])).toEqual([
      'Change 4\n',
      'Change 3\n',
      'Change 2\n',
      'Change 1\n',
    ]);
    expect(first.headers.get('x-total-count')).toBe('4');
    expect(first.headers.get('x-hasmore')).toBe('true');
    expect(second.headers.get('x-hasmore')).toBe('false');

    const { body } = await get(`/repos/${OPEN}/commits?path=apps/a`);
    expect(subjects(body)).toEqual(['Change 1\n']);
  });

  it('takes no option of git for a revision', async () => {
    const answer = await get(
      `/repos/${OPEN}/commits?sha=${encodeURIComponent('--output=x')}`,
    );

    expect(answer.status).toBe(404);
  });

  it('gives raw files, also of an older revision', async () => {
    const old = await get(
      `/repos/${OPEN}/raw/README.md?ref=${host.shas.get(1)}`,
    );

    expect(old.body).toBe('one\n');
    expect((await get(`/repos/${OPEN}/raw/README.md`)).body).toBe('three\n');
    expect((await get(`/repos/${OPEN}/raw/apps`)).status).toBe(404);
  });

  it('takes a file or a folder for nothing but itself', async () => {
    const { status } = await get(`/repos/${OPEN}/raw/apps/a/`);

    expect(status).toBe(404);
  });

  it('knows who asks', async () => {
    const { body } = await ask(host, '/user', { as: SCAFFOLDER_ACCOUNT });

    expect(body).toMatchObject({ login: 'template-bot', is_admin: false });
  });

  it('counts requests', async () => {
    host.counter.reset();
    await get('/version');

    expect(host.counter.counts()).toEqual({ git: 1 });
  });
});
