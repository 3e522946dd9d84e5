import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { GitServer, startGitServer } from './__testUtils__/gitServer';
import {
  allCommits,
  factsOf,
  integrationsFor,
  migrate,
  temporaryDirectory,
  testHistory,
  until,
} from './__testUtils__/testHistory';
import { createTestRepository, EPOCH } from './__testUtils__/testRepository';
import { GitHistory } from './types';

jest.setTimeout(60_000);

const CANARY = 'canary-9f3a1c';
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())(
  'hostile input on %s',
  databaseId => {
    const root = temporaryDirectory();
    let server: GitServer;
    let database: Knex;
    let history: GitHistory | undefined;
    let count = 0;
    let restore = () => {};

    beforeAll(async () => {
      server = await startGitServer(root, CANARY);
    });
    afterAll(async () => {
      await server.close();
    });
    beforeEach(async () => {
      database = await databases.init(databaseId);
      await migrate(database);
      count += 1;
    });
    afterEach(async () => {
      await history?.stop();
      restore();
      await database.destroy();
    });

    function open(
      options: Partial<Parameters<typeof testHistory>[0]> = {},
    ): GitHistory {
      history = testHistory({
        database,
        directory: join(root, `mirrors${count}`),
        integrations: integrationsFor([server.host], CANARY),
        ...options,
      });
      return history;
    }

    async function wholeDatabase(): Promise<string> {
      const tables = [
        'git_repositories',
        'git_sources',
        'git_targets',
        'git_commits',
        'git_paths',
        'git_revisions',
      ];
      const rows = await Promise.all(tables.map(table => database(table)));
      return JSON.stringify(rows);
    }

    function filesBelow(directory: string): string[] {
      return readdirSync(directory, { recursive: true, encoding: 'utf8' })
        .map(name => join(directory, name))
        .filter(name => statSync(name).isFile());
    }

    /** Puts a program before git that writes down how it was called. */
    function recordGit(log: string): void {
      const real = execFileSync('sh', ['-c', 'command -v git'], {
        encoding: 'utf8',
      }).trim();
      const directory = mkdtempSync(join(root, 'bin-'));
      writeFileSync(
        join(directory, 'git'),
        `#!/bin/sh\necho "$*" >> '${log}'\nexec '${real}' "$@"\n`,
        { mode: 0o755 },
      );
      const path = process.env.PATH;
      process.env.PATH = `${directory}:${path}`;
      restore = () => {
        process.env.PATH = path;
      };
    }

    it('keeps credentials out of arguments, logs, files and the database', async () => {
      const repository = createTestRepository(root, 'secret');
      const tip = repository.commit({ files: { 'a/b': '1' } });
      const logger = mockServices.logger.mock();
      const argumentsLog = join(root, `arguments${count}`);
      recordGit(argumentsLog);
      const index = open({ logger });
      await index.track({
        id: 'one',
        sources: [
          {
            repoUrl: `${server.url}/secret.git`,
            path: 'a',
            deployedRevision: tip,
          },
        ],
      });
      await index.track({
        id: 'wrong',
        sources: [
          {
            repoUrl: `https://robin:${CANARY}@git.example.com/a/b.git`,
            path: '',
          },
          { repoUrl: `${server.url}/absent.git`, path: '' },
        ],
      });
      await index.start();
      await until(
        () => factsOf(index, 'one'),
        facts => facts.relation.state === 'same',
      );
      const broken = await until(
        () => index.repositories(['wrong']),
        all => all.every(({ state }) => state === 'failing'),
      );
      expect(broken.map(({ reason }) => reason).sort()).toEqual([
        'The repository URL is refused: it holds credentials',
        expect.stringMatching(/^git ls-remote failed: /),
      ]);
      expect(server.requests.some(({ authorization }) => authorization)).toBe(
        true,
      );

      const encoded = Buffer.from(`robin:${CANARY}`).toString('base64');
      const said = JSON.stringify([
        logger.warn.mock.calls,
        logger.error.mock.calls,
        logger.info.mock.calls,
        await wholeDatabase(),
        await index.repositories(),
        readFileSync(argumentsLog, 'utf8'),
      ]);
      expect(said).toContain('--literal-pathspecs fetch');
      for (const secret of [CANARY, encoded]) {
        expect(said).not.toContain(secret);
        for (const file of filesBelow(join(root, `mirrors${count}`))) {
          expect(readFileSync(file, 'latin1')).not.toContain(secret);
        }
      }
    });

    it.each([
      '--upload-pack=touch MARKER',
      'ext::sh -c touch% MARKER',
      'file:///etc',
      '/etc',
      'ssh://-oProxyCommand=touch%20MARKER/x',
      'https://git.example.com/a/..%2F..%2Fb.git',
      'http://git.example.com/a/b.git',
    ])('refuses the repository %s before a process starts', async given => {
      const marker = join(root, `marker${count}`);
      const index = open();
      await index.track({
        id: 'one',
        sources: [{ repoUrl: given.replace('MARKER', marker), path: '' }],
      });
      await index.start();
      const [health] = await index.repositories(['one']);
      expect(health).toMatchObject({ url: 'refused', state: 'failing' });
      expect(health.reason).toMatch(/^The repository URL is refused: /);
      await index.stop();
      expect(existsSync(marker)).toBe(false);
      expect(readdirSync(join(root, `mirrors${count}`))).toEqual([]);
    });

    it('takes targets, revisions and paths literally', async () => {
      const repository = createTestRepository(root, `literal${count}`);
      const tip = repository.commit({
        files: { 'app/a': '1', '*/b': '1', ':(exclude)x/c': '1' },
      });
      repository.commit({ files: { 'app/a': '2' } });
      const marker = join(root, `marker${count}`);
      const repoUrl = `${server.url}/literal${count}.git`;
      const index = open();
      const hostile = [
        `--output=${marker}`,
        `--upload-pack=touch ${marker}`,
        '*',
        'main^{/x}',
        'main..main',
        '@{-1}',
        'a\nb',
      ];
      for (const text of hostile) {
        await index.track({
          id: text,
          sources: [
            {
              repoUrl,
              path: '',
              targetRevision: text,
              desiredRevision: text,
              deployedRevision: text,
            },
          ],
        });
      }
      const paths = ['*', ':(exclude)x', '../../etc', '-x', 'a\0b'];
      const idOf = (path: string) => `path ${paths.indexOf(path)}`;
      for (const path of paths) {
        await index.track({
          id: idOf(path),
          sources: [{ repoUrl, path, deployedRevision: tip }],
        });
      }
      await index.start();
      await until(
        () => factsOf(index, idOf('*')),
        facts => facts.relation.state === 'ahead',
      );
      for (const text of hostile) {
        expect(await factsOf(index, text)).toMatchObject({
          desired: [],
          relation: { state: 'unknown' },
          pendingCommits: null,
        });
      }
      const found = async (path: string) =>
        (await allCommits(index, [idOf(path)])).map(({ sha }) => sha);
      expect(await found('*')).toEqual([tip]);
      expect(await found(':(exclude)x')).toEqual([tip]);
      expect(await found('../../etc')).toEqual([]);
      expect(
        (await factsOf(index, idOf('../../etc'))).pendingCommits,
      ).toBeNull();
      expect(await found('-x')).toEqual([]);
      expect(existsSync(marker)).toBe(false);
    });

    it('stores odd names, paths and dates, and keeps the order of the graph', async () => {
      const repository = createTestRepository(root, `odd${count}`);
      const commit = (
        mark: number,
        date: string,
        subject: Buffer,
        path: Buffer,
      ) =>
        Buffer.concat([
          Buffer.from(
            `commit refs/heads/main\nmark :${mark}\n` +
              `author R\xc3\xb6bin "Q" <robin@example.com> ${date}\n` +
              `committer Robin Example <robin@example.com> ${date}\ndata ${subject.length}\n`,
            'latin1',
          ),
          subject,
          Buffer.from(
            `\n${mark > 1 ? `from :${mark - 1}\n` : ''}M 100644 inline `,
          ),
          path,
          Buffer.from('\ndata 1\n1\n'),
        ]);
      const text = (value: string) => Buffer.from(value, 'utf8');
      repository.fastImport(
        Buffer.concat([
          commit(
            1,
            `${EPOCH} +0000`,
            text('First'),
            text('"app/we\\nird \\"q\\""'),
          ),
          commit(
            2,
            '99999999999 +0000',
            text('Far'),
            Buffer.from('app/la\xe9', 'latin1'),
          ),
          commit(
            3,
            `${EPOCH + 60} +0000`,
            text(`\u202eEvil\u0007 ${'x'.repeat(1_000_000)}`),
            text('app/ünï'),
          ),
          commit(
            4,
            '0 +0000',
            Buffer.from('Caf\xe9 "quoted"', 'latin1'),
            text('app/z'),
          ),
        ]),
      );
      const tip = repository.git('rev-parse', 'main');
      const repoUrl = `${server.url}/odd${count}.git`;
      const index = open();
      const paths = ['app', 'app/we\nird "q"', 'app/la\u00e9', 'app/ünï'];
      for (const path of paths) {
        await index.track({
          id: path,
          sources: [{ repoUrl, path, deployedRevision: tip }],
        });
      }
      await index.start();
      await until(
        () => factsOf(index, 'app'),
        facts => facts.relation.state === 'same',
      );
      const commits = await allCommits(index, ['app']);
      expect(commits.map(({ sha }) => sha)).toEqual(
        repository.log('app', '--topo-order'),
      );
      const [, long, far, first] = commits;
      expect(commits[0].subject).toBe('Café "quoted"');
      expect(long.subject).toMatch(/^Evil x+…$/);
      expect(long.subject.length).toBeLessThanOrEqual(300);
      expect(far).toMatchObject({ dateClamped: true, at: first.at });
      expect(long).toMatchObject({ dateClamped: false });
      expect(first.author).toEqual({
        name: 'Röbin "Q"',
        email: 'robin@example.com',
      });
      for (const path of paths.slice(1)) {
        expect(await allCommits(index, [path])).toHaveLength(1);
      }
    });

    it('says so where a source is shallow, and does not blame its oldest commit', async () => {
      const full = createTestRepository(root, `full${count}`);
      full.commit({ files: { 'app/a': '1', 'other/b': '1' } });
      full.commit({ files: { 'other/b': '2' } });
      const tip = full.commit({ files: { 'app/a': '2' } });
      full.git(
        'clone',
        '--quiet',
        '--bare',
        '--depth=2',
        `file://${full.directory}`,
        join(root, `shallow${count}.git`),
      );
      full.git(
        '--git-dir',
        join(root, `shallow${count}.git`),
        'config',
        'uploadpack.allowFilter',
        'true',
      );
      const index = open();
      await index.track({
        id: 'one',
        sources: [
          {
            repoUrl: `${server.url}/shallow${count}.git`,
            path: 'other',
            deployedRevision: tip,
          },
        ],
      });
      await index.start();
      await until(
        () => factsOf(index, 'one'),
        facts => facts.relation.state === 'same',
      );
      expect(await index.repositories()).toMatchObject([
        { state: 'current', partial: true },
      ]);
      expect(await allCommits(index, ['one'])).toEqual([]);
    });

    it('gives up on a host that hangs, and sends no credentials elsewhere', async () => {
      const elsewhere: Array<string | undefined> = [];
      const other = createServer((request, response) => {
        elsewhere.push(request.headers.authorization);
        response.writeHead(404).end();
      });
      await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve));
      // A TCP server's address is always this.
      const { port } = other.address() as AddressInfo;
      const hanging = createServer((request, response) => {
        if (request.url?.startsWith('/away')) {
          response
            .writeHead(302, {
              location: `http://127.0.0.1:${port}${request.url}`,
            })
            .end();
        }
      });
      await new Promise<void>(resolve =>
        hanging.listen(0, '127.0.0.1', resolve),
      );
      const host = `127.0.0.1:${(hanging.address() as AddressInfo).port}`;
      const index = open({
        integrations: integrationsFor([host], CANARY),
        networkTimeoutMs: 1_000,
      });
      await index.track({
        id: 'one',
        sources: [
          { repoUrl: `http://${host}/hangs/x.git`, path: '' },
          { repoUrl: `http://${host}/away/x.git`, path: '' },
        ],
      });
      await index.start();
      const health = await until(
        () => index.repositories(),
        all => all.every(({ state }) => state === 'failing'),
      );
      expect(health.map(({ reason }) => reason)).toEqual([
        expect.stringContaining('git ls-remote failed'),
        'git ls-remote did not end within 1 s',
      ]);
      expect(elsewhere).toEqual([]);
      hanging.closeAllConnections();
      hanging.close();
      other.close();
    });
  },
);
