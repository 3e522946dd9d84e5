import fc from 'fast-check';
import { robin } from '../../world/people';
import { ask } from '../__testUtils__/gitea';
import {
  OPEN,
  PRIVATE,
  startTestHost,
  TestHost,
} from '../__testUtils__/testHost';
import { SCAFFOLDER_ACCOUNT } from '../credentials';
import { html } from './html';

describe('html', () => {
  it('lets no text become markup, and loses none', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        const { markup } = html`${text}`;
        expect(markup).not.toMatch(/[<>"']/);
        const back = markup.replace(/&#(\d+);/g, (_, code) =>
          String.fromCharCode(Number(code)),
        );
        expect(back).toBe(text);
      }),
    );
  });
});

describe('createPages', () => {
  let host: TestHost;

  beforeEach(async () => {
    host = await startTestHost();
  });
  afterEach(async () => {
    await host.dispose();
  });

  const open = async (path: string, init?: RequestInit) => {
    const response = await fetch(`${host.git.url}/${path}`, init);
    const { status, headers } = response;
    return { status, headers, text: await response.text() };
  };
  const openPull = async (files: Record<string, string>, title = 'Add c') => {
    await ask(host, `/repos/${OPEN}/branches`, {
      as: SCAFFOLDER_ACCOUNT,
      post: { new_branch_name: 'add/c' },
    });
    await host.git.commit({
      repository: OPEN,
      branch: 'add/c',
      files,
      message: title,
      author: robin,
    });
    await ask(host, `/repos/${OPEN}/pulls`, {
      as: SCAFFOLDER_ACCOUNT,
      post: { title, body: title, head: 'add/c', base: 'main' },
    });
  };
  const pressMerge = async (origin?: string) =>
    await open(`${OPEN}/pulls/1/merge`, {
      method: 'POST',
      headers: origin ? { origin } : {},
      redirect: 'manual',
    });

  it('shows folders and files of a branch once the branch is there', async () => {
    await host.git.createRepository('team/new');

    expect((await open('team/new/src/branch/main')).status).toBe(404);
    const root = await open(`${OPEN}/src/branch/main`);
    expect(root.status).toBe(200);
    expect(root.text).toContain(`href="/${OPEN}/src/branch/main/apps/"`);
    const folder = await open(`${OPEN}/src/branch/main/apps/`);
    expect(folder.text).toContain(`href="/${OPEN}/src/branch/main/apps/a/"`);
    const file = await open(`${OPEN}/src/branch/main/README.md`);
    expect(file).toMatchObject({ status: 200, text: 'three\n' });
    expect(file.headers.get('content-type')).toContain('text/plain');
    expect(file.headers.get('x-content-type-options')).toBe('nosniff');
    const old = `${OPEN}/raw/commit/${host.shas.get(1)}/README.md`;
    expect((await open(old)).text).toBe('one\n');
    for (const path of [
      'src/branch/main/none',
      'src/branch/none',
      'raw/branch/main/apps',
    ]) {
      expect((await open(`${OPEN}/${path}`)).status).toBe(404);
    }
  });

  it('finds a branch with a slash in its name', async () => {
    await openPull({ 'c.yaml': 'c: 3\n' });

    const file = await open(`${OPEN}/src/branch/add/c/c.yaml`);
    expect(file.text).toBe('c: 3\n');
    const root = await open(`${OPEN}/src/branch/add/c`);
    expect(root.text).toContain(`href="/${OPEN}/src/branch/add/c/c.yaml"`);
  });

  it('shows a repository, a commit and a pull request', async () => {
    await openPull({ 'c.yaml': 'c: 3\n' });
    const head = await host.git.resolve(OPEN, 'add/c');

    const repository = await open(OPEN);
    expect(repository.text).toContain(
      `<a href="/${OPEN}/pulls/1">Add c #1</a>`,
    );
    const commit = await open(`${OPEN}/commit/${host.shas.get(3)}`);
    expect(commit.text).toContain('Robin Example <robin@example.com>');
    const pull = await open(`${OPEN}/pulls/1`);
    expect(pull.text).toContain('<h1>Add c #1</h1>');
    expect(pull.text).toContain('<strong>Open</strong>');
    expect(pull.text).toContain(`href="/${OPEN}/commit/${head}"`);
    expect(pull.text).toContain(`href="/${OPEN}/src/commit/${head}/c.yaml"`);
    expect((await open(`${OPEN}/pulls/1.diff`)).text).toContain('+c: 3');
    expect((await open(`${OPEN}/pulls/1.patch`)).text).toContain(
      'Subject: [PATCH] Add c',
    );
  });

  it('hides what is private, and what there is not, alike', async () => {
    const answers = await Promise.all(
      [PRIVATE, 'acme/none'].flatMap(name =>
        ['', '/src/branch/main', '/pulls/1', '/pulls/1.diff'].map(path =>
          open(`${name}${path}`),
        ),
      ),
    );

    for (const { status, text } of answers) {
      expect({ status, text }).toEqual({ status: 404, text: 'Not Found\n' });
    }
  });

  it('shows what was written as text', async () => {
    await openPull({ 'c.yaml': 'c: 3\n' }, '<script>alert("1")</script>');

    for (const path of [OPEN, `${OPEN}/pulls/1`]) {
      const { text, headers } = await open(path);
      expect(text).toContain('&#60;script&#62;');
      expect(text).not.toContain('<script');
      expect(headers.get('content-security-policy')).toMatch(
        /default-src 'none'.*frame-ancestors 'none'/,
      );
    }
  });

  it('merges when the button on its own page is pressed', async () => {
    await openPull({ 'c.yaml': 'c: 3\n' });
    const page = `${host.git.url}/${OPEN}/pulls/1`;
    expect((await open(`${OPEN}/pulls/1`)).text).toContain(
      `<form method="post" action="/${OPEN}/pulls/1/merge">`,
    );

    const answer = await pressMerge(host.git.url);

    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(page);
    const tip = await host.git.resolve(OPEN, 'main');
    expect(await host.git.readFile(OPEN, tip, 'c.yaml')).toBe('c: 3\n');
    const { text } = await open(`${OPEN}/pulls/1`);
    expect(text).toContain('<strong>Merged</strong> into main by Visitor');
    expect(text).not.toContain('<form');
    expect((await pressMerge(host.git.url)).status).toBe(409);
  });

  it.each([undefined, 'null', 'http://localhost:3000', 'https://example.com'])(
    'merges nothing for a page of %s',
    async origin => {
      await openPull({ 'c.yaml': 'c: 3\n' });
      const before = await host.git.resolve(OPEN, 'main');

      const answer = await pressMerge(origin);

      expect(answer.status).toBe(403);
      expect(answer.text).toContain(`${host.git.url}/${OPEN}/pulls/1`);
      expect(await host.git.resolve(OPEN, 'main')).toBe(before);
    },
  );

  it('offers no button for a conflict', async () => {
    await openPull({ 'README.md': 'theirs\n' });
    await host.git.commit({
      repository: OPEN,
      files: { 'README.md': 'ours\n' },
      message: 'Ours',
      author: robin,
    });

    const { text } = await open(`${OPEN}/pulls/1`);

    expect(text).toContain('It conflicts with main');
    expect(text).not.toContain('<form');
    expect((await pressMerge(host.git.url)).status).toBe(409);
  });
});
