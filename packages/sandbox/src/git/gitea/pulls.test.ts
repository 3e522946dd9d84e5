import { robin } from '../../world/people';
import { ask, recording, shapeOf } from '../__testUtils__/gitea';
import {
  OPEN,
  PRIVATE,
  startTestHost,
  TestHost,
} from '../__testUtils__/testHost';
import { GIT_ACCOUNT, SCAFFOLDER_ACCOUNT } from '../credentials';
import { gitText } from '../runGit';
import { Push } from '../types';

const PULLS = `/repos/${OPEN}/pulls`;

describe('pull requests of the REST API', () => {
  let host: TestHost;

  beforeEach(async () => {
    host = await startTestHost();
  });
  afterEach(async () => {
    await host.dispose();
  });

  const commit = async (branch: string, files: Record<string, string | null>) =>
    await host.git.commit({
      repository: OPEN,
      branch,
      files,
      message: `On ${branch}`,
      author: robin,
    });
  const branchOff = async (
    name: string,
    files: Record<string, string | null>,
  ) => {
    await ask(host, `/repos/${OPEN}/branches`, {
      as: SCAFFOLDER_ACCOUNT,
      post: { new_branch_name: name },
    });
    return await commit(name, files);
  };
  const open = async (head: string, as = SCAFFOLDER_ACCOUNT) =>
    await ask(host, PULLS, {
      as,
      post: { title: `Merge ${head}`, body: 'Because.', head, base: 'main' },
    });
  const merge = async (index: number, style: string, as = SCAFFOLDER_ACCOUNT) =>
    await ask(host, `${PULLS}/${index}/merge`, { as, post: { Do: style } });
  const log = async (revision: string, format: string) =>
    await gitText(['log', '-1', `--format=${format}`, revision], {
      directory: `${host.directory}/repositories/${OPEN}.git`,
    });

  it('opens one as recorded, and not twice', async () => {
    const created = recording('pull-create').response;
    const again = recording('pull-create-again').response;
    const found = recording('pull-open').response;
    const base = await host.git.resolve(OPEN, 'main');
    const head = await branchOff('add', { 'apps/c.yaml': 'c: 3\n' });

    const first = await open('add');
    const second = await open('add');

    expect(first.status).toBe(created.status);
    expect(shapeOf(first.body)).toEqual(shapeOf(created.body));
    expect(first.body).toMatchObject({
      number: 1,
      state: 'open',
      title: 'Merge add',
      mergeable: true,
      html_url: `${host.git.url}/${OPEN}/pulls/1`,
      user: { login: 'template-bot' },
      base: { ref: 'main', sha: base },
      head: { ref: 'add', sha: head },
      merge_base: base,
    });
    expect(second.status).toBe(again.status);
    const anyNumber = (text: string) =>
      text
        .replace(/\d+/g, '0')
        .replace(/(head|base)_branch: [\w-]+/g, '$1_branch: *');
    expect(anyNumber(second.body.message)).toBe(
      anyNumber(Object(again.body).message),
    );
    const one = await ask(host, `${PULLS}/1`);
    expect(one.status).toBe(found.status);
    expect(shapeOf(one.body)).toEqual(shapeOf(found.body));
  });

  it('merges with a merge commit, as recorded, and tells of the push', async () => {
    const merged = recording('pull-merge').response;
    const found = recording('pull-merged').response;
    const listed = recording('pulls-closed').response;
    const before = await host.git.resolve(OPEN, 'main');
    const head = await branchOff('add', { 'apps/c.yaml': 'c: 3\n' });
    await open('add');
    const pushes: Push[] = [];
    host.git.onPush(push => pushes.push(push));

    const answer = await merge(1, 'merge');

    expect(answer).toMatchObject({ status: merged.status, body: merged.body });
    const after = await host.git.resolve(OPEN, 'main');
    expect(pushes).toEqual([
      { repository: OPEN, branch: 'main', before, after },
    ]);
    expect(await log(after, '%P|%an|%ae|%cn')).toBe(
      `${before} ${head}|template-bot|template-bot@example.com|template-bot\n`,
    );
    expect((await host.git.metadata(OPEN, after)).message).toBe(
      "Merge pull request 'Merge add' (#1) from add into main",
    );
    expect(await host.git.readFile(OPEN, after, 'apps/c.yaml')).toBe('c: 3\n');

    const one = await ask(host, `${PULLS}/1`);
    expect(shapeOf(one.body)).toEqual(shapeOf(found.body));
    expect(one.body).toMatchObject({
      state: 'closed',
      merged: true,
      merge_commit_sha: after,
      merged_by: { login: 'template-bot' },
      base: { sha: after },
      head: { sha: head },
      merge_base: before,
    });
    const closed = await ask(host, `${PULLS}?state=closed`);
    expect(shapeOf(closed.body)).toEqual(shapeOf(listed.body));
    expect((await ask(host, PULLS)).body).toEqual([]);
    expect((await ask(host, `${PULLS}?state=all`)).body).toHaveLength(1);
  });

  it('squashes to one commit of the author', async () => {
    const before = await host.git.resolve(OPEN, 'main');
    await branchOff('add', { 'apps/c.yaml': 'c: 3\n' });
    await commit('add', { 'apps/d.yaml': 'd: 4\n' });
    await open('add');

    expect((await merge(1, 'squash')).status).toBe(200);

    expect(await log('main', '%P|%B')).toBe(`${before}|Merge add (#1)\n\n`);
    const tip = await host.git.resolve(OPEN, 'main');
    expect(await host.git.readFile(OPEN, tip, 'apps/d.yaml')).toBe('d: 4\n');
  });

  it('keeps what was committed to the base in the meantime', async () => {
    await branchOff('add', { 'apps/c.yaml': 'c: 3\n' });
    await open('add');
    await commit('main', { 'README.md': 'newer\n' });

    await merge(1, 'merge');

    const tip = await host.git.resolve(OPEN, 'main');
    expect(await host.git.readFile(OPEN, tip, 'README.md')).toBe('newer\n');
    expect(await host.git.readFile(OPEN, tip, 'apps/c.yaml')).toBe('c: 3\n');
  });

  it('merges once when asked at the same time, and not a second time', async () => {
    await branchOff('add', { 'apps/c.yaml': 'c: 3\n' });
    await open('add');
    const pushes: Push[] = [];
    host.git.onPush(push => pushes.push(push));

    const answers = await Promise.all([merge(1, 'merge'), merge(1, 'merge')]);

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 405]);
    expect(pushes).toHaveLength(1);
    await expect(host.git.mergePull(OPEN, 1)).rejects.toThrow(
      'Pull request acme/fleet#1 is merged already',
    );
  });

  it('refuses to merge a conflict and leaves the branch alone', async () => {
    await branchOff('clash', { 'README.md': 'theirs\n' });
    const before = await commit('main', { 'README.md': 'ours\n' });

    expect((await open('clash')).body.mergeable).toBe(false);
    const answer = await merge(1, 'merge');

    expect(answer.status).toBe(405);
    expect(answer.body.message).toBe('Please try again later');
    await expect(host.git.mergePull(OPEN, 1)).rejects.toThrow(
      /'clash' conflicts with 'main'/,
    );
    expect(await host.git.resolve(OPEN, 'main')).toBe(before);
  });

  it('refuses a branch that shares no history with the base', async () => {
    await commit('orphan', { x: 'x' });

    expect((await open('orphan')).body).toMatchObject({
      mergeable: false,
      merge_base: '',
    });
    expect((await merge(1, 'merge')).status).toBe(405);
    expect((await ask(host, `${PULLS}/1/files`)).body).toEqual([]);
  });

  it('merges in the process as well', async () => {
    await branchOff('add', { 'apps/c.yaml': 'c: 3\n' });
    await open('add');

    const sha = await host.git.mergePull(OPEN, 1);

    expect(await host.git.resolve(OPEN, 'main')).toBe(sha);
    await expect(host.git.mergePull(OPEN, 2)).rejects.toThrow(
      'acme/fleet has no pull request 2',
    );
  });

  it('names the files that it changes', async () => {
    const head = await branchOff('add', {
      'apps/a/config.yaml': 'a: 1\nb: 2\n',
      'apps/with space.yaml': 'c: 3\n',
      'README.md': null,
    });
    await open('add');

    const { body, headers } = await ask(host, `${PULLS}/1/files`);

    expect(headers.get('x-total-count')).toBe('3');
    expect(body).toMatchObject([
      { filename: 'README.md', status: 'deleted', additions: 0, deletions: 1 },
      {
        filename: 'apps/a/config.yaml',
        status: 'changed',
        additions: 1,
        deletions: 0,
        changes: 1,
      },
      {
        filename: 'apps/with space.yaml',
        status: 'added',
        raw_url: `${host.git.url}/${OPEN}/raw/commit/${head}/apps/with%20space.yaml`,
      },
    ]);
    const raw = await fetch(body[2].raw_url);
    expect(await raw.text()).toBe('c: 3\n');
  });

  it('numbers them by repository', async () => {
    await branchOff('one', { one: '1' });
    await branchOff('two', { two: '2' });

    expect((await open('one')).body.number).toBe(1);
    expect((await open('two')).body.number).toBe(2);
    await merge(1, 'merge');
    await commit('one', { three: '3' });
    expect((await open('one')).body.number).toBe(3);
  });

  it('lets nobody open or merge but the account that may', async () => {
    await branchOff('add', { 'apps/c.yaml': 'c: 3\n' });
    const post = { title: 'Add', head: 'add', base: 'main' };

    expect((await ask(host, PULLS, { post })).status).toBe(401);
    expect((await open('add', GIT_ACCOUNT)).status).toBe(403);
    await open('add');
    expect((await merge(1, 'merge', GIT_ACCOUNT)).status).toBe(403);
    const anonymous = await ask(host, `${PULLS}/1/merge`, {
      post: { Do: 'merge' },
    });
    expect(anonymous.status).toBe(401);
    expect((await ask(host, `${PULLS}/1`)).body.merged).toBe(false);
    expect((await ask(host, `/repos/${PRIVATE}/pulls`)).status).toBe(404);
    const hidden = await ask(host, `/repos/${PRIVATE}/pulls`, { post });
    expect(hidden.status).toBe(404);
  });

  it('refuses what it cannot do', async () => {
    await branchOff('add', { 'apps/c.yaml': 'c: 3\n' });
    await open('add');
    const post = async (body: object) =>
      (await ask(host, PULLS, { as: SCAFFOLDER_ACCOUNT, post: body })).status;

    expect(await post({ title: 'A', head: 'none', base: 'main' })).toBe(404);
    expect(await post({ title: 'A', head: 'add', base: 'none' })).toBe(404);
    expect(await post({ title: 'A', head: 'main', base: 'main' })).toBe(422);
    expect(await post({ title: ' ', head: 'add', base: 'main' })).toBe(422);
    expect(await post({ head: 'add', base: 'main' })).toBe(422);
    expect((await merge(1, 'rebase')).status).toBe(405);
    expect((await merge(1, 'other')).status).toBe(422);
    expect((await merge(2, 'merge')).status).toBe(404);
    expect((await ask(host, `${PULLS}/x`)).status).toBe(404);
  });
});
