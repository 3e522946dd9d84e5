import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { eventually } from '@backstage-gitops/plugin-gitops-node/testUtils';
import { Knex } from 'knex';
import request from 'supertest';
import {
  onlyOne,
  pageOf,
  report,
  send,
  stack,
  terraform,
} from '../__testUtils__/reports';
import { READER, startPortal, TOKEN } from '../__testUtils__/startPortal';
import { News } from '../News';
import { createRouter } from './createRouter';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('POST /reports', () => {
  let knex: Knex;
  let portal: Awaited<ReturnType<typeof startPortal>>;

  beforeEach(async () => {
    knex = await databases.init('SQLITE_3');
    portal = await startPortal({ knex });
  });

  it('takes JSON by whatever content type', async () => {
    const { status, body } = await send(
      portal.server,
      JSON.stringify(terraform(stack('network'))),
    ).set('content-type', 'application/x-www-form-urlencoded');
    expect([status, body]).toEqual([
      200,
      {
        instance: 'terraform',
        applications: 1,
        reportedAt: expect.stringMatching(/Z$/),
      },
    ]);
  });

  it('keeps no credentials of URLs', async () => {
    await report(portal.server, [
      stack('network', {
        sources: [
          { type: 'oci', repoUrl: 'https://ci:canary@registry.example.com/a' },
        ],
        sync: {
          status: 'Unknown',
          byRevisionOnly: true,
          message: 'cannot fetch https://canary@git.example.com/a',
        },
      }),
    ]);
    await eventually(() => onlyOne(portal.server));
    for (const table of ['external_applications', 'applications']) {
      expect(JSON.stringify(await knex(table))).not.toContain('canary');
    }
  });

  it('is refused to whoever is not listed for the instance, with words', async () => {
    const { server } = portal;
    const asUser = await request(server)
      .post('/api/gitops/reports')
      .set('authorization', mockCredentials.user.header())
      .send(terraform(stack('network')));
    const asOther = await send(
      server,
      terraform(stack('network')),
      'external:inventory',
    );
    const forNone = await send(server, { ...terraform(), instance: 'x' });
    expect(
      [asUser, asOther, forNone].map(({ status, body }) => [
        status,
        body.error.message,
      ]),
    ).toEqual([
      [403, expect.stringMatching(/^Only a service may report/)],
      [
        403,
        expect.stringMatching(
          /^"external:inventory" may not report for the instance "terraform"/,
        ),
      ],
      [403, expect.stringContaining('the instance "x"')],
    ]);
    expect((await pageOf(server)).items).toEqual([]);
    expect(await knex('external_instances')).toEqual([]);
  });

  it('is audited, whatever comes of it', async () => {
    const { server, audited } = portal;
    await report(server, [stack('network')]);
    await send(server, terraform(), 'external:inventory').expect(403);
    await send(server, terraform({})).expect(400);
    await send(server, {}).expect(400);
    expect(audited).toEqual([
      { eventId: 'report', instance: 'terraform', applications: 1 },
      { eventId: 'report', instance: 'terraform', error: 'NotAllowedError' },
      { eventId: 'report', instance: 'terraform', error: 'InputError' },
      { eventId: 'report', error: 'InputError' },
    ]);
  });
});

describe('tokens', () => {
  const body = { instance: 'terraform', applications: [stack('network')] };

  it('one that is restricted to reports may report, and read nothing', async () => {
    const { server } = await startPortal({
      knex: await databases.init('SQLITE_3'),
      realAuth: true,
    });
    const url = '/api/gitops/reports';
    const asked = () => request(server).post(url).send(body);
    const answers = [
      await asked(),
      await asked().auth('guess', { type: 'bearer' }),
      await asked().auth(TOKEN, { type: 'bearer' }),
      await request(server)
        .get('/api/gitops/applications')
        .auth(TOKEN, { type: 'bearer' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 200, 403]);
  });

  it('one that is not for reports is refused on every route of the module', async () => {
    const { server } = await startPortal({
      knex: await databases.init('SQLITE_3'),
      realAuth: true,
    });
    const routes = createRouter({
      db: await databases.init('SQLITE_3'),
      news: new News(),
      instances: [],
      auth: mockServices.auth(),
      httpAuth: mockServices.httpAuth(),
      permissions: mockServices.permissions(),
      auditor: mockServices.auditor.mock(),
    }).stack.flatMap(({ route }) => {
      if (!route) throw new Error('Something answers outside of the routes');
      return [...new Set(route.stack.map(({ method }) => method))].map(
        method => `${method} ${route.path}`,
      );
    });
    expect(routes).toEqual(['post /reports']);
    const answer = await request(server)
      .post('/api/gitops/reports')
      .auth(READER, { type: 'bearer' })
      .send(body);
    expect([answer.status, answer.body.error.message]).toEqual([
      403,
      expect.stringContaining('gitops.report.create'),
    ]);
  });
});
