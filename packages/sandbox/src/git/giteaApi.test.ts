import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GIT_ACCOUNT } from './credentials';
import { OPEN, PRIVATE, startTestHost, TestHost } from './testing';

interface Recording {
  request: { path: string };
  response: { status: number; body: unknown };
}

function recording(name: string): Recording {
  const file = join(__dirname, '__fixtures__', 'gitea', `${name}.json`);
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Field names and types all the way down; of a list, the first item. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.slice(0, 1).map(shapeOf);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, field]) => [key, shapeOf(field)]),
    );
  }
  return value === null ? null : typeof value;
}

describe('createGiteaApi', () => {
  let host: TestHost;
  const credentials = `Basic ${btoa(
    `${GIT_ACCOUNT.username}:${GIT_ACCOUNT.password}`,
  )}`;

  beforeAll(async () => {
    host = await startTestHost();
  });
  afterAll(async () => {
    await host.dispose();
  });

  const get = async (path: string, authorization?: string) => {
    const response = await fetch(`${host.git.url}/api/v1${path}`, {
      headers: authorization ? { authorization } : {},
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return {
      status: response.status,
      headers: response.headers,
      body: isJson ? JSON.parse(text) : text,
    };
  };

  it.each([
    ['repo-get', `/repos/${OPEN}`],
    ['commits-main', `/repos/${OPEN}/commits?sha=main&limit=3`],
    ['contents', `/repos/${OPEN}/contents/apps/a/config.yaml`],
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

  it('gives a private repository to its account only', async () => {
    expect((await get(`/repos/${PRIVATE}/commits`)).status).toBe(404);
    expect((await get(`/repos/${PRIVATE}/commits`, credentials)).status).toBe(
      200,
    );
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

  it('has a page for every commit, and counts requests', async () => {
    host.counter.reset();
    const page = await fetch(
      `${host.git.url}/${OPEN}/commit/${host.shas.get(3)}`,
    );

    expect(await page.text()).toContain('Robin Example <robin@example.com>');
    expect(host.counter.counts()).toEqual({ git: 1 });
  });
});
