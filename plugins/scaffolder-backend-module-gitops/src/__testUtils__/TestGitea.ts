import { existsSync } from 'node:fs';
import {
  mkdir,
  mkdtemp,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { git, serveGit } from './gitBackend';

export const ACCOUNT = { username: 'scaffolder', password: 'canary-hunter2' };
const AUTHORIZATION = `Basic ${Buffer.from(
  `${ACCOUNT.username}:${ACCOUNT.password}`,
).toString('base64')}`;

interface Pull {
  number: number;
  repository: string;
  head: string;
  base: string;
  title: string;
  body: string;
  state: 'open' | 'closed';
  merged: boolean;
}

interface Answer {
  status: number;
  body: unknown;
}

async function recorded(name: string): Promise<Answer> {
  const file = join(__dirname, `../__fixtures__/gitea/${name}.json`);
  return JSON.parse(await readFile(file, 'utf8')).response;
}

/** Real Git over HTTP, and of Gitea's REST API what the scaffolder asks, in recorded shapes. */
export class TestGitea {
  readonly pulls: Pull[] = [];
  /** Method and path of everything that was asked. */
  readonly requests: string[] = [];
  url = '';
  readonly #root: string;
  readonly #server: Server;

  private constructor(root: string) {
    this.#root = root;
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch(error =>
        response.writeHead(500).end(String(error)),
      );
    });
  }

  static async start(): Promise<TestGitea> {
    const gitea = new TestGitea(await mkdtemp(join(tmpdir(), 'test-gitea-')));
    await new Promise<void>(resolve =>
      gitea.#server.listen(0, '127.0.0.1', resolve),
    );
    // A TCP server's address is always this.
    const { port } = gitea.#server.address() as AddressInfo;
    gitea.url = `http://127.0.0.1:${port}`;
    return gitea;
  }

  /** Configuration of a portal that knows it as `git.example.com`. */
  get integrations() {
    return {
      gitea: [{ host: 'git.example.com', baseUrl: this.url, ...ACCOUNT }],
    };
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
    await rm(this.#root, { recursive: true, force: true });
  }

  directory(repository: string): string {
    return join(this.#root, `${repository}.git`);
  }

  /** Makes a repository; with files, they are its first commit on main. */
  async create(repository: string, files?: Record<string, string>) {
    const directory = this.directory(repository);
    await mkdir(directory, { recursive: true });
    await git(directory, 'init', '--bare', '-b', 'main');
    await git(directory, 'config', 'http.receivepack', 'true');
    if (files) await this.commit(repository, files);
  }

  async commit(repository: string, files: Record<string, string>) {
    await this.#change(repository, async work => {
      for (const [path, text] of Object.entries(files)) {
        await mkdir(dirname(join(work, path)), { recursive: true });
        await writeFile(join(work, path), text);
      }
    });
  }

  /** Commits a symbolic link. */
  async link(repository: string, path: string, target: string) {
    await this.#change(repository, work => symlink(target, join(work, path)));
  }

  async #change(repository: string, change: (work: string) => Promise<void>) {
    const work = await mkdtemp(join(this.#root, 'work-'));
    await git(work, 'clone', this.directory(repository), '.');
    await change(work);
    await git(work, 'add', '.');
    await git(work, 'commit', '-m', 'A commit');
    await git(work, 'push', 'origin', 'HEAD:main');
  }

  async merge(number: number): Promise<void> {
    const pull = this.pulls.find(one => one.number === number);
    if (!pull) throw new Error(`There is no pull request ${number}`);
    const head = await git(
      this.directory(pull.repository),
      'rev-parse',
      pull.head,
    );
    await git(
      this.directory(pull.repository),
      'update-ref',
      `refs/heads/${pull.base}`,
      head,
    );
    Object.assign(pull, { state: 'closed', merged: true });
  }

  /** Text of a file at a branch. */
  file(repository: string, branch: string, path: string): Promise<string> {
    return git(this.directory(repository), 'show', `${branch}:${path}`);
  }

  /** Paths of all files at a branch. */
  async files(repository: string, branch: string): Promise<string[]> {
    const directory = this.directory(repository);
    const list = await git(directory, 'ls-tree', '-r', '--name-only', branch);
    return list.split('\n');
  }

  /** Who made the newest commit of a branch. */
  author(repository: string, branch: string): Promise<string> {
    const format = '--format=%an <%ae>';
    return git(this.directory(repository), 'log', '-1', format, branch);
  }

  async #serve(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', this.url);
    this.requests.push(`${request.method} ${url.pathname}`);
    if (/\.git\/(?:info\/refs|git-[a-z]+-pack)$/.test(url.pathname)) {
      if (request.headers.authorization === AUTHORIZATION) {
        serveGit(this.#root, request, response);
      } else {
        response.writeHead(401, { 'WWW-Authenticate': 'Basic' }).end();
      }
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const isAllowed =
      request.headers.authorization?.toLowerCase() ===
        AUTHORIZATION.toLowerCase() || url.pathname.includes('/src/branch/');
    const { status, body } = isAllowed
      ? await this.#answer(request, url, text && JSON.parse(text))
      : await recorded('bad-credentials');
    response.writeHead(status).end(JSON.stringify(body));
  }

  async #answer(
    request: IncomingMessage,
    url: URL,
    body: Record<string, string>,
  ): Promise<Answer> {
    const path = url.pathname.replace('/api/v1', '');
    const [, first, owner, repo, what, ...rest] = path.split('/');
    const repository = `${owner}/${repo}`;
    const isThere = existsSync(this.directory(repository));
    if (path === '/orgs/shop') return await recorded('org-get');
    if (path === '/orgs/shop/repos') {
      const name = `shop/${body.name}`;
      if (existsSync(this.directory(name)))
        return await recorded('repo-create-again');
      await this.create(name);
      return await recorded('repo-create');
    }
    if (path.includes('/src/branch/')) return { status: 200, body: '' };
    if (first !== 'repos' || !isThere) return { status: 404, body: {} };
    if (what === undefined) return this.#repository(repository);
    if (what === 'branches') {
      const branches = await git(
        this.directory(repository),
        'for-each-ref',
        '--format=%(refname:short)',
      );
      const name = rest.map(decodeURIComponent).join('/');
      return branches.split('\n').includes(name)
        ? { status: 200, body: { name } }
        : { status: 404, body: {} };
    }
    if (what === 'pulls' && request.method === 'POST') {
      return this.#createPull(repository, body);
    }
    if (what === 'pulls') {
      const isFirst = url.searchParams.get('page') === '1';
      const found = this.pulls.filter(
        pull =>
          isFirst &&
          pull.repository === repository &&
          pull.state === url.searchParams.get('state'),
      );
      const bodies = await Promise.all(found.map(pull => this.#shape(pull)));
      return { status: 200, body: bodies };
    }
    return { status: 404, body: {} };
  }

  async #repository(repository: string): Promise<Answer> {
    const refs = await git(this.directory(repository), 'for-each-ref');
    return await recorded(refs === '' ? 'repo-get-empty' : 'repo-get');
  }

  async #createPull(
    repository: string,
    body: Record<string, string>,
  ): Promise<Answer> {
    const { head, base, title } = body;
    const isOpen = this.pulls.some(
      pull =>
        pull.repository === repository &&
        pull.head === head &&
        pull.state === 'open',
    );
    if (isOpen) return await recorded('pull-create-again');
    const pull: Pull = {
      number: this.pulls.length + 1,
      repository,
      head,
      base,
      title,
      body: body.body,
      state: 'open',
      merged: false,
    };
    this.pulls.push(pull);
    return { status: 201, body: await this.#shape(pull) };
  }

  async #shape(pull: Pull) {
    const { body } = await recorded('pull-create');
    const shape = Object(body);
    const { number, repository, head, base, ...rest } = pull;
    return {
      ...shape,
      ...rest,
      number,
      html_url: `${this.url}/${repository}/pulls/${number}`,
      head: { ...shape.head, label: head, ref: head },
      base: { ...shape.base, label: base, ref: base },
    };
  }
}
