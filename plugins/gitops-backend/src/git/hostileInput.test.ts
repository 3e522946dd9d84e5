import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { describeHistory } from './__testUtils__/describeHistory';
import { gitBefore } from './__testUtils__/gitBefore';
import { allRows } from './__testUtils__/indexDump';
import {
  allCommits,
  factsOf,
  integrationsFor,
  repositoriesOf,
  until,
} from './__testUtils__/testHistory';

const CANARY = 'canary-9f3a1c';

/** Of programs that run now, those with a text among their arguments. */
function commandsWith(text: string): string[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(name => {
      try {
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8');
        return command.includes(text) ? [command] : [];
      } catch {
        // It has ended meanwhile.
        return [];
      }
    });
}

function filesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map(name => join(directory, name))
    .filter(name => statSync(name).isFile());
}

describeHistory('hostile input', CANARY, world => {
  it('keeps credentials out of arguments, logs, files and the database', async () => {
    const { root, server, database, repository, repoUrl, open, path } = world();
    const mirrors = path('own');

    const tip = repository.commit({ files: { 'a/b': '1' } });
    const logger = mockServices.logger.mock();
    const argumentsLog = path('arguments');
    // All that git starts in its turn, and the names of what it finds in its environment.
    const restore = gitBefore(
      root,
      `echo "$*" >> '${argumentsLog}'; env | cut -d= -f1 >> '${argumentsLog}'; export GIT_TRACE='${argumentsLog}'`,
    );
    const index = open({ directory: mirrors, logger });
    await index.track({
      id: 'one',
      sources: [
        {
          repoUrl,
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
      () => repositoriesOf(index, 'wrong'),
      all => all.every(({ state }) => state === 'failing'),
    );
    expect(broken.map(({ reason }) => reason).sort()).toEqual([
      'The repository URL is refused: it holds credentials',
      expect.stringMatching(/^git ls-remote failed: /),
    ]);
    expect(server.requests.some(({ authorization }) => authorization)).toBe(
      true,
    );

    restore();

    const encoded = Buffer.from(`robin:${CANARY}`).toString('base64');
    const said = JSON.stringify([
      logger.warn.mock.calls,
      logger.error.mock.calls,
      logger.info.mock.calls,
      logger.debug.mock.calls,
      await allRows(database, ''),
      await index.repositories(),
      readFileSync(argumentsLog, 'utf8'),
    ]);
    expect(said).toContain('--literal-pathspecs fetch');
    expect(said).toContain('git-remote-http origin');
    expect(said).toContain('GIT_CONFIG_VALUE_');
    expect(said).toContain('git_revision_commits');
    for (const secret of [CANARY, encoded]) {
      expect(said).not.toContain(secret);
      for (const file of filesBelow(mirrors)) {
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
    const { open, path } = world();
    const mirrors = path('own');
    const marker = path('marker');
    const index = open({ directory: mirrors });
    await index.track({
      id: 'one',
      sources: [{ repoUrl: given.replace('MARKER', marker), path: '' }],
    });
    await index.start();
    const [health] = await repositoriesOf(index, 'one');
    expect(health).toMatchObject({ url: 'refused', state: 'failing' });
    expect(health.reason).toMatch(/^The repository URL is refused: /);
    await index.stop();
    expect(existsSync(marker)).toBe(false);
    expect(readdirSync(mirrors)).toEqual([]);
  });

  it('takes targets, revisions and paths literally', async () => {
    const { repository, repoUrl, open, path } = world();

    const tip = repository.commit({
      files: { 'app/a': '1', '*/b': '1', ':(exclude)x/c': '1' },
    });
    repository.commit({ files: { 'app/a': '2' } });
    const marker = path('marker');
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
    const idOf = (given: string) => `path ${paths.indexOf(given)}`;
    for (const given of paths) {
      await index.track({
        id: idOf(given),
        sources: [{ repoUrl, path: given, deployedRevision: tip }],
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
    const found = async (given: string) =>
      (await allCommits(index, [idOf(given)])).map(({ sha }) => sha);
    expect(await found('*')).toEqual([tip]);
    expect(await found(':(exclude)x')).toEqual([tip]);
    expect(await found('../../etc')).toEqual([]);
    expect((await factsOf(index, idOf('../../etc'))).pendingCommits).toBeNull();
    expect(await found('-x')).toEqual([]);
    expect(existsSync(marker)).toBe(false);
  });

  it('gives up on a host that hangs, and sends no credentials elsewhere', async () => {
    const { open } = world();
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
    await new Promise<void>(resolve => hanging.listen(0, '127.0.0.1', resolve));
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
    // Git, and the program by which it speaks http.
    await until(
      async () => commandsWith(`${host}/hangs`),
      commands => commands.length > 0,
    );
    const health = await until(
      () => index.repositories(),
      all => all.every(({ state }) => state === 'failing'),
    );
    await index.stop();
    expect(commandsWith(`${host}/hangs`)).toEqual([]);
    expect(health.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('git ls-remote failed'),
      'git ls-remote did not end within 1 s',
    ]);
    expect(elsewhere).toEqual([]);
    hanging.closeAllConnections();
    hanging.close();
    other.close();
  });
});
