import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { robin } from '../../world/people';
import { ask, recording, shapeOf } from '../__testUtils__/gitea';
import {
  OPEN,
  PRIVATE,
  startTestHost,
  TestHost,
} from '../__testUtils__/testHost';
import { GIT_ACCOUNT, SCAFFOLDER_ACCOUNT } from '../credentials';
import { Push } from '../types';

describe('repositories and branches of the REST API', () => {
  let host: TestHost;

  beforeEach(async () => {
    host = await startTestHost();
  });
  afterEach(async () => {
    await host.dispose();
  });

  const create = async (body: object, as = SCAFFOLDER_ACCOUNT) =>
    await ask(host, '/orgs/team/repos', { as, post: body });

  it('makes a repository once, as recorded', async () => {
    const { request, response } = recording('repo-create');
    const again = recording('repo-create-again').response;
    const empty = recording('repo-get-empty').response;
    const body = Object(request.body);

    const [first, second] = await Promise.all([create(body), create(body)]);

    expect([first.status, second.status].sort()).toEqual([
      response.status,
      again.status,
    ]);
    const [made, refused] =
      first.status === 201 ? [first, second] : [second, first];
    expect(shapeOf(made.body)).toEqual(shapeOf(response.body));
    expect(made.body).toMatchObject({
      full_name: 'team/new-service',
      empty: true,
      private: true,
      clone_url: `${host.git.url}/team/new-service.git`,
      permissions: { push: true, pull: true },
    });
    expect(refused.body).toMatchObject({
      message: Object(again.body).message,
    });
    const found = await ask(host, '/repos/team/new-service', {
      as: GIT_ACCOUNT,
    });
    expect(shapeOf(found.body)).toEqual(shapeOf(empty.body));
    expect(found.body.permissions.push).toBe(false);
    expect((await ask(host, '/repos/team/new-service')).status).toBe(404);
  });

  it('is no longer empty after the first commit', async () => {
    await create({ name: 'service' });
    await host.git.commit({
      repository: 'team/service',
      files: { a: 'a' },
      message: 'Begin',
      author: robin,
    });

    const { body } = await ask(host, '/repos/team/service');
    expect(body.empty).toBe(false);
  });

  it('makes repositories for nobody but the account that may', async () => {
    const post = { name: 'service' };

    expect((await ask(host, '/orgs/team/repos', { post })).status).toBe(401);
    expect((await create(post, GIT_ACCOUNT)).status).toBe(403);
    const nowhere = await ask(host, '/orgs/none/repos', {
      as: SCAFFOLDER_ACCOUNT,
      post,
    });
    expect(nowhere.status).toBe(404);
    expect((await ask(host, '/repos/team/service')).status).toBe(404);
  });

  it.each([
    {},
    { name: '../service' },
    { name: 'a/b' },
    { name: 'service.git' },
    { name: 'service', auto_init: true },
    { name: 'service', default_branch: 'trunk' },
  ])('refuses %j with a sentence', async body => {
    const answer = await create(body);

    expect(answer.status).toBe(422);
    expect(answer.body.message).not.toBe('');
  });

  it('refuses what is not JSON', async () => {
    const response = await fetch(`${host.git.url}/api/v1/orgs/team/repos`, {
      method: 'POST',
      headers: {
        authorization: `token ${SCAFFOLDER_ACCOUNT.password}`,
        'content-type': 'application/json',
      },
      body: '{',
    });

    expect(response.status).toBe(422);
  });

  it('lists branches as recorded, and gives one by its name', async () => {
    const { body } = recording('branches').response;
    await host.git.commit({
      repository: OPEN,
      branch: 'add/service',
      files: { b: 'b' },
      message: 'Add b',
      author: robin,
    });

    const list = await ask(host, `/repos/${OPEN}/branches`, {
      as: SCAFFOLDER_ACCOUNT,
    });

    expect(shapeOf(list.body)).toEqual(shapeOf(body));
    expect(list.body.map(({ name }: { name: string }) => name)).toEqual([
      'add/service',
      'main',
    ]);
    expect(list.body[0].commit.author).toEqual({
      name: 'Robin Example',
      email: 'robin@example.com',
      username: 'robin',
    });
    expect(list.headers.get('x-total-count')).toBe('2');
    const one = await ask(host, `/repos/${OPEN}/branches/add/service`);
    expect(one.body).toEqual({
      ...list.body[0],
      user_can_push: false,
      user_can_merge: false,
    });
    expect((await ask(host, `/repos/${OPEN}/branches/add`)).status).toBe(404);
    expect((await ask(host, `/repos/${PRIVATE}/branches`)).status).toBe(404);
  });

  it('makes a branch from another and tells of it', async () => {
    const pushes: Push[] = [];
    host.git.onPush(push => pushes.push(push));
    const branch = async (post: object, as = SCAFFOLDER_ACCOUNT) =>
      await ask(host, `/repos/${OPEN}/branches`, { as, post });

    const made = await branch({ new_branch_name: 'add/service' });

    const main = await host.git.resolve(OPEN, 'main');
    expect(made.status).toBe(201);
    expect(made.body.commit.id).toBe(main);
    expect(pushes).toEqual([
      {
        repository: OPEN,
        branch: 'add/service',
        before: '0'.repeat(40),
        after: main,
      },
    ]);
    const refusals = await Promise.all([
      branch({ new_branch_name: 'add/service' }),
      branch({ new_branch_name: 'add' }),
      branch({ new_branch_name: 'x', old_branch_name: 'none' }),
      branch({ new_branch_name: '-x' }),
      branch({ new_branch_name: 'a..b' }),
      branch({ new_branch_name: 'x.lock' }),
      branch({ new_branch_name: 'y' }, GIT_ACCOUNT),
    ]);
    expect(refusals.map(({ status }) => status)).toEqual([
      409, 409, 404, 422, 422, 422, 403,
    ]);
    expect(pushes).toHaveLength(1);
  });

  it('packs the tree of a branch into an archive', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'sandbox-archive-'));
    const response = await fetch(
      `${host.git.url}/api/v1/repos/${OPEN}/archive/main.tar.gz`,
    );
    const file = join(directory, 'main.tar.gz');
    await writeFile(file, Buffer.from(await response.arrayBuffer()));
    spawnSync('tar', ['-xzf', file], { cwd: directory });

    expect(
      await readFile(join(directory, 'fleet', 'apps/a/config.yaml'), 'utf8'),
    ).toBe('a: 1\n');
    await rm(directory, { recursive: true });
    const hidden = await ask(host, `/repos/${PRIVATE}/archive/main.tar.gz`);
    expect(hidden.status).toBe(404);
    const none = await ask(host, `/repos/${OPEN}/archive/none.tar.gz`);
    expect(none.status).toBe(404);
  });
});
