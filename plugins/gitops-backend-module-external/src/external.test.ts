import { TestDatabases } from '@backstage/backend-test-utils';
import { syncsSchema } from '@backstage-gitops/plugin-gitops-common';
import { eventually } from '@backstage-gitops/plugin-gitops-node/testUtils';
import { Knex } from 'knex';
import request from 'supertest';
import {
  NEWER_SHA,
  onlyOne,
  pageOf,
  report,
  SHA,
  stack,
} from './__testUtils__/reports';
import { startPortal, StartOptions } from './__testUtils__/startPortal';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('reports on %p', id => {
  let knex: Knex;

  beforeEach(async () => {
    knex = await databases.init(id);
  });

  const start = (options: Omit<StartOptions, 'knex'> = {}) =>
    startPortal({ knex, ...options });

  it('appear as any application', async () => {
    const { server } = await start();
    await report(server, [
      stack('network-production', {
        labels: { env: 'production' },
        project: 'platform',
        sources: [
          {
            type: 'oci',
            repoUrl: 'oci://registry.example.com/stacks/network',
            targetRevision: '1.x',
          },
        ],
        sync: {
          status: 'OutOfSync',
          byRevisionOnly: false,
          desiredRevisions: ['1.3.0'],
          deployedRevisions: ['1.2.0'],
        },
        syncs: [
          {
            key: 'run-7',
            phase: 'Succeeded',
            deployed: true,
            revisions: ['1.2.0'],
            startedAt: '2026-11-20T10:00:00Z',
            finishedAt: '2026-11-20T10:02:00Z',
            initiatedBy: { name: 'robin', automated: false },
          },
        ],
        links: [{ title: 'Run', url: 'https://ci.example.com/runs/7' }],
      }),
    ]);
    await eventually(async () =>
      expect(await onlyOne(server)).toMatchObject({
        engine: 'external',
        instance: 'terraform',
        kind: 'Stack',
        namespace: '',
        name: 'network-production',
        project: 'platform',
        bindings: [{ entityRef: 'component:default/network', confirmed: true }],
        sync: { status: 'OutOfSync', divergence: 'Pending' },
        health: { status: 'Healthy' },
        operation: {
          phase: 'Succeeded',
          initiatedBy: { name: 'robin', automated: false },
        },
        links: [{ title: 'Run', url: 'https://ci.example.com/runs/7' }],
        stale: false,
      }),
    );
  });

  it('are known to hold when they came, and differ since that at least', async () => {
    const { server } = await start();
    const first = await report(server, [stack('network')]);
    await eventually(async () =>
      expect(await onlyOne(server)).toMatchObject({
        observedAt: first,
        stale: false,
      }),
    );
    await report(server, [
      stack('network', { health: { status: 'Degraded' } }),
    ]);
    await eventually(async () =>
      expect((await onlyOne(server)).health).toMatchObject({
        status: 'Degraded',
        since: { precision: 'atLeast' },
      }),
    );
  });

  it('change what they name, and leave the others', async () => {
    const { server } = await start();
    await report(server, [stack('a'), stack('b')]);
    await report(server, [
      stack('b', { sync: { status: 'Unknown', byRevisionOnly: true } }),
    ]);
    await eventually(async () =>
      expect((await pageOf(server)).items).toMatchObject([
        { name: 'a', sync: { divergence: 'None' } },
        { name: 'b', sync: { divergence: 'Unknown', status: 'Unknown' } },
      ]),
    );
  });

  it('take away what is removed, and what a complete one does not name', async () => {
    const { server } = await start();
    await report(server, [stack('a'), stack('b'), stack('c')]);
    await eventually(async () =>
      expect((await pageOf(server)).items).toHaveLength(3),
    );
    await report(server, [], { removed: [{ kind: 'Stack', name: 'a' }] });
    await eventually(async () =>
      expect((await pageOf(server)).items).toMatchObject([
        { name: 'b' },
        { name: 'c' },
      ]),
    );
    await report(server, [stack('c')], { complete: true });
    await eventually(async () =>
      expect((await pageOf(server)).items).toMatchObject([{ name: 'c' }]),
    );
  });

  it('tell pending from drift only by what they say', async () => {
    const { server } = await start();
    const sources = [{ type: 'bucket', repoUrl: 's3://stacks/network' }];
    const differs = { status: 'OutOfSync', byRevisionOnly: false };
    const field = {
      resource: { kind: 'aws_security_group', name: 'web' },
      change: 'changed',
      path: 'ingress[0].cidr_blocks',
    };
    const same = { desiredRevisions: [SHA], deployedRevisions: [SHA] };
    await report(server, [
      stack('drifted', {
        sources,
        sync: { ...differs, ...same },
        drift: { fields: [field] },
      }),
      stack('pending', {
        sources,
        sync: { ...differs, ...same, desiredRevisions: [NEWER_SHA] },
      }),
      stack('unexplained', { sources, sync: { ...differs, ...same } }),
      stack('untold', { sync: differs }),
      stack('never', { sync: { ...differs, deployedRevisions: [] } }),
    ]);
    await eventually(async () =>
      expect((await pageOf(server)).items).toMatchObject([
        {
          name: 'drifted',
          sync: { divergence: 'Drifted', driftChecked: true },
          drift: { by: 'unknown', total: 1 },
        },
        { name: 'never', sync: { divergence: 'Pending' } },
        {
          name: 'pending',
          sync: { divergence: 'Pending', driftChecked: false },
          drift: null,
        },
        { name: 'unexplained', sync: { divergence: 'Unknown' }, drift: null },
        { name: 'untold', sync: { divergence: 'Unknown' }, drift: null },
      ]),
    );
  });

  it('add to what ran before', async () => {
    const { server } = await start();
    const syncs = (minute: number, phase: string) => [
      {
        key: `run-${minute}`,
        phase,
        deployed: phase === 'Succeeded',
        startedAt: `2026-11-20T10:0${minute}:00Z`,
      },
    ];
    await report(server, [stack('network', { syncs: syncs(1, 'Succeeded') })]);
    await report(server, [stack('network', { syncs: syncs(2, 'Failed') })]);
    await report(server, [stack('network')]);
    await eventually(async () => {
      const application = await onlyOne(server);
      expect(application.operation).toMatchObject({ phase: 'Failed' });
      const { body } = await request(server)
        .get(`/api/gitops/applications/${application.id}/syncs`)
        .expect(200);
      expect(syncsSchema.parse(body).items).toMatchObject([
        { phase: 'Failed', startedAt: '2026-11-20T10:02:00Z' },
        { phase: 'Succeeded', startedAt: '2026-11-20T10:01:00Z' },
      ]);
    });
  });

  it('that reached one replica are shown by another', async () => {
    const [one, other] = [await start(), await start()];
    await report(one.server, [stack('network')]);
    await eventually(async () =>
      expect(await onlyOne(other.server)).toMatchObject({ stale: false }),
    );
    await one.backend.stop();
    await report(other.server, [
      stack('network', { health: { status: 'Degraded' } }),
    ]);
    await eventually(async () =>
      expect((await onlyOne(other.server)).health.status).toBe('Degraded'),
    );
  });

  it('are known after a restart', async () => {
    const first = await start();
    await report(first.server, [stack('network')]);
    await eventually(() => onlyOne(first.server));
    await first.backend.stop();
    const second = await start();
    await eventually(async () =>
      expect(await onlyOne(second.server)).toMatchObject({
        name: 'network',
        stale: false,
      }),
    );
  });

  it('are bound to entities that name them, which are told what is wrong', async () => {
    const { server } = await start({
      annotations: {
        'gitops/external-name': 'terraform/network/production, dns, other/x',
      },
    });
    await report(server, [stack('network/production', { entityRefs: [] })]);
    await eventually(async () => {
      const { items, problems } = await pageOf(server);
      expect(items).toMatchObject([
        {
          name: 'network/production',
          bindings: [
            { entityRef: 'component:default/network', confirmed: false },
          ],
        },
      ]);
      expect(problems).toEqual([
        expect.stringContaining('"dns" must be an instance and a name'),
        expect.stringContaining('"other": there is no instance of that name'),
      ]);
    });
  });
});
