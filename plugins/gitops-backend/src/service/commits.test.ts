import {
  commitDetailSchema,
  entityCommitsSchema,
} from '@backstage-gitops/plugin-gitops-common';
import express from 'express';
import request from 'supertest';
import { migratedDatabase, testDatabases } from '../__testUtils__/databases';
import { InMemoryGitHistory } from '../__testUtils__/InMemoryGitHistory';
import { RestrictedCatalog } from '../__testUtils__/RestrictedCatalog';
import { routesAlone } from '../__testUtils__/routesAlone';
import { indexedCommit, REPOSITORY_ID } from '../__testUtils__/indexedCommit';
import {
  observedApplication,
  REVISION_1,
  REVISION_2,
} from '../__testUtils__/observedApplication';
import {
  component,
  startCommits,
  user,
  running,
  sync,
} from '../__testUtils__/startCommits';
import { statements } from '../__testUtils__/statements';
import { store } from '../__testUtils__/stored';
import { replaceBindings } from '../store/replaceBindings';

const databases = testDatabases();
const OF_OWN = '/entities/component/default/own/commits';
const COMMIT = `/commits/${REPOSITORY_ID}/${'a'.repeat(40)}`;

describe.each(databases.eachSupportedId())('commits on %p', databaseId => {
  const start = async (options: Parameters<typeof startCommits>[1] = {}) => {
    const db = await migratedDatabase(databases, databaseId);
    const started = await startCommits(db, options);
    const page = async () =>
      entityCommitsSchema.parse((await started.get(OF_OWN).expect(200)).body)
        .items;
    return { ...started, db, page };
  };

  it('cost as many statements for many as for one', async () => {
    const db = await migratedDatabase(databases, databaseId);
    const seen = observedApplication({
      syncs: [sync(1, REVISION_1), sync(2, REVISION_2)],
    });
    const ids: string[] = [];
    for (const name of ['a', 'b', 'c']) {
      ids.push(await store(db, { ...seen, name }));
    }
    const entityRef = 'component:default/own';
    await replaceBindings(
      db,
      ids.map(applicationId => ({ entityRef, applicationId, confirmed: true })),
    );
    const git = new InMemoryGitHistory();
    git.lacking.set(REVISION_2, []);
    const catalog = new RestrictedCatalog([component('own', 'a,b,c')], []);
    // What goes on by itself would be counted too.
    const server = express().use(routesAlone({ db, catalog, git }));
    const read = () =>
      statements(db, () => request(server).get(OF_OWN).expect(200));
    git.page = { items: [running(ids[0], 1)] };
    const one = await read();
    git.page = {
      items: [1, 2, 3, 4, 5].flatMap(id => ids.map(each => running(each, id))),
    };
    expect(await read()).toHaveLength(one.length);
  });

  it('name the users of the catalog whose addresses they have', async () => {
    const { catalog, git, page } = await start({
      entities: [
        user('robin', 'robin@example.com'),
        user('kim', 'kim@example.com'),
        user('kim2', 'KIM@example.com'),
        user('hidden', 'hidden@example.com'),
        user('bot', '1+bot@users.noreply.github.com'),
      ],
      hidden: ['user:default/hidden'],
    });
    const by = (email: string, id: number) =>
      indexedCommit({ id, author: { name: 'Robin Example', email } });
    git.page = {
      items: [
        by('ROBIN@example.com', 1),
        by('kim@example.com', 2),
        by('hidden@example.com', 3),
        by('1+bot@users.noreply.github.com', 4),
        by('', 5),
        by('a@b,kind=user', 6),
      ],
    };
    const authors = async () =>
      (await page()).map(({ author }) => author.entityRef);
    const before = catalog.asked;
    const expected = ['user:default/robin', null, null, null, null, null];
    expect(await authors()).toEqual(expected);
    expect(catalog.asked - before).toBe(1);
    expect(await authors()).toEqual(expected);
    expect(catalog.asked - before).toBe(1);
    catalog.getEntities = async () => {
      throw new Error('The catalog is down');
    };
    git.page = {
      items: [by('robin@example.com', 1), by('lee@example.com', 2)],
    };
    expect(await authors()).toEqual(['user:default/robin', null]);
  });

  it('are narrowed to what is asked for, and marked for all', async () => {
    const { get, git, rest, web } = await start();
    await get('/entities/component/default/other/commits', {
      ...{ author: 'rob', text: '100%', limit: 5, cursor: 'x' },
      environment: 'production',
    }).expect(200);
    expect(git.pagesAsked).toEqual([
      {
        ...{ applicationIds: [web], limit: 5, cursor: 'x' },
        ...{ author: 'rob', text: '100%' },
        markedFor: expect.arrayContaining([web, rest]),
      },
    ]);
    await get(OF_OWN, { application: 'another' }).expect(200);
    expect(git.pagesAsked).toHaveLength(1);
  });

  it('have what their host tells of them, or that it is not known', async () => {
    const { git, page } = await start();
    git.page = { items: [indexedCommit()] };
    expect(await page()).toMatchObject([
      { review: { state: 'unknown' }, checks: 'unknown', signature: 'unknown' },
    ]);
  });

  it('are shown one by one, with what they touch of what may be seen', async () => {
    const { get, git, web, rest, hidden } = await start();
    git.page = { items: [running(web, 1)] };
    git.page.items[0].sha = 'a'.repeat(40);
    git.files = ['apps/rest/a', 'apps/web/a', 'apps/web/b', 'secret/a', 'x'];
    const touching = (applicationId: string, input: string) => ({
      applicationId,
      via: [`../${input}`],
      inputs: [input],
      read: [],
    });
    git.touches = [
      touching(hidden, 'secret'),
      touching(rest, 'apps/rest'),
      touching(web, 'apps/web'),
      touching('gone', 'x'),
    ];
    const { body } = await get(COMMIT).expect(200);
    const detail = commitDetailSchema.parse(body);
    expect(detail).toMatchObject({
      commit: { sha: 'a'.repeat(40), marks: [{ environment: 'production' }] },
      files: ['apps/rest/a', 'apps/web/a', 'apps/web/b'],
      otherFiles: 2,
      impact: {
        items: [
          {
            ...{ applicationId: rest, name: 'rest', environment: null },
            ...{
              entityRefs: ['component:default/other'],
              via: ['../apps/rest'],
            },
          },
          {
            ...{ applicationId: web, name: 'web', environment: 'production' },
            entityRefs: ['component:default/other', 'component:default/own'],
          },
        ],
        hidden: 1,
      },
    });
    expect(JSON.stringify(body)).not.toContain('secret');
    expect(git.diffsAsked).toEqual([]);
  });

  it('are not there for whom all that they touch is hidden, but for the fleet', async () => {
    const { get, git, hidden } = await start();
    const touches = [
      { applicationId: hidden, via: [], inputs: ['secret'], read: [] },
    ];
    git.page = { items: [indexedCommit()] };
    git.touches = touches;
    const { status, body } = await get(COMMIT);
    expect(status).toBe(404);
    for (const path of [
      COMMIT.replace(/a/g, 'b'),
      '/commits/x/y',
      `${COMMIT}0`,
      COMMIT.toUpperCase().replace('COMMITS', 'commits'),
    ]) {
      const unknown = await get(path);
      expect([unknown.status, unknown.body.error.message]).toEqual([
        404,
        body.error.message,
      ]);
    }
    const fleet = await start({ denied: [] });
    fleet.git.page = git.page;
    fleet.git.touches = [{ ...touches[0], applicationId: fleet.hidden }];
    const seen = await fleet.get(COMMIT).expect(200);
    expect(commitDetailSchema.parse(seen.body).impact).toMatchObject({
      items: [{ name: 'hidden', entityRefs: [] }],
      hidden: 0,
    });
  });
});
