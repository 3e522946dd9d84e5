import { readFileSync } from 'node:fs';
import { mockServices } from '@backstage/backend-test-utils';
import express from 'express';
import request from 'supertest';
import { observedApplication } from '../__testUtils__/observedApplication';
import { RestrictedCatalog } from '../__testUtils__/RestrictedCatalog';
import { routesAlone } from '../__testUtils__/routesAlone';
import { component } from '../__testUtils__/startCommits';
import { store } from '../__testUtils__/stored';
import { describeHistory, ready } from '../git/__testUtils__/describeHistory';
import { gitBefore } from '../git/__testUtils__/gitBefore';
import { allRows } from '../git/__testUtils__/indexDump';
import {
  integrationsFor,
  repositoriesOf,
  until,
} from '../git/__testUtils__/testHistory';
import { GitHistory } from '../git/types';
import { replaceBindings } from '../store/replaceBindings';

const CANARY = 'canary-41d7e0';
/** The host refuses it. */
const WRONG = `${CANARY}-wrong`;

function encoded(password: string): string {
  return Buffer.from(`robin:${password}`).toString('base64');
}

const sayError: express.ErrorRequestHandler = (error, _, response, __) => {
  const { name, message } = error;
  const status = name === 'ServiceUnavailableError' ? 503 : 500;
  response.status(status).json({ error: { name, message } });
};

describeHistory('credentials of a Git host', CANARY, world => {
  let restore = () => {};
  afterEach(() => restore());

  it('are in no answer of a route, no log, no row, no argument, and in no environment but that of what asks the host', async () => {
    const { root, server, database, repository, repoUrl, open, path } = world();
    const before = repository.commit({ files: { 'a/b': '1' } });
    const tip = repository.commit({ files: { 'a/b': '2', c: '1' } });
    const seen = path('seen');
    restore = gitBefore(
      root,
      `echo "git $*" >> '${seen}'
      case "$*" in *' fetch '*|*' ls-remote '*) ;; *) env >> '${seen}';; esac`,
    );
    const logger = mockServices.logger.mock();
    const git = open({ directory: path('own'), logger });
    const id = await store(database, observedApplication({ name: 'web' }));
    const wrong = await store(database, observedApplication({ name: 'wrong' }));
    const entityRef = 'component:default/own';
    await replaceBindings(
      database,
      [id, wrong].map(applicationId => ({
        ...{ entityRef, applicationId, confirmed: true },
      })),
    );
    await git.track({
      id,
      sources: [{ repoUrl, path: 'a', deployedRevision: before }],
    });
    await git.track({
      id: wrong,
      sources: [{ repoUrl: `${server.url}/absent.git`, path: '' }],
    });
    await git.start();
    await ready(git, id, tip);
    await until(
      () => repositoriesOf(git, wrong),
      ([{ state }]) => state === 'failing',
    );

    const catalog = new RestrictedCatalog([component('own', 'web')], []);
    const answeredBy = (history: GitHistory) =>
      express().use(
        routesAlone({ db: database, catalog, git: history }),
        sayError,
      );
    const app = answeredBy(git);
    const answers: string[] = [];
    const get = async (route: string, status = 200, by = app) => {
      const { body } = await request(by).get(route).expect(status);
      answers.push(JSON.stringify(body));
      return body;
    };
    const own = '/entities/component/default/own';
    const { items } = await get(`${own}/commits`);
    expect(items).toHaveLength(2);
    const commit = `/commits/${items[0].repositoryId}/${tip}`;
    const detail = await get(commit);
    expect(detail.files).toEqual(['a/b']);
    const diff = await get(`${commit}/diff`);
    expect(diff.files[0].patch).toContain('+2');
    const repositoryQuery = `repository=${encodeURIComponent(repoUrl)}`;
    const { items: touched } = await get(`/impact?${repositoryQuery}&path=a/b`);
    expect(touched).toHaveLength(1);
    await get(`/impact?${repositoryQuery}&pull=1`);
    await get(`${own}/applications`);
    await get(`/applications/${id}`);
    await get(`/applications/${id}/inputs`);
    const { repositories } = await get('/instances');
    expect(repositories).toHaveLength(2);

    const refused = open({
      directory: path('elsewhere'),
      integrations: integrationsFor([server.host], WRONG),
    });
    const { error } = await get(`${commit}/diff`, 503, answeredBy(refused));
    expect(error.message).toContain('git fetch failed');

    const said = JSON.stringify([
      ...answers,
      ...(['error', 'warn', 'info', 'debug'] as const).map(
        level => logger[level].mock.calls,
      ),
      await allRows(database, ''),
      readFileSync(seen, 'utf8'),
    ]);
    expect(server.requests.some(({ authorization }) => authorization)).toBe(
      true,
    );
    for (const part of [
      'git --literal-pathspecs fetch',
      'GIT_ALLOW_PROTOCOL',
    ]) {
      expect(said).toContain(part);
    }
    for (const secret of [CANARY, encoded(CANARY), encoded(WRONG)]) {
      expect(said).not.toContain(secret);
    }
  });
});
