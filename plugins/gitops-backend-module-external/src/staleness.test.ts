import { TestDatabases } from '@backstage/backend-test-utils';
import { eventually } from '@backstage-gitops/plugin-gitops-node/testUtils';
import { Knex } from 'knex';
import { onlyOne, pageOf, report, stack } from './__testUtils__/reports';
import { startPortal } from './__testUtils__/startPortal';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('reports on %p', id => {
  let knex: Knex;

  beforeEach(async () => {
    knex = await databases.init(id);
  });

  it('make the instance stale when they stay away, until the next one', async () => {
    const { server } = await startPortal({ knex, expectEverySeconds: 2 });
    await report(server, [stack('network')]);
    await eventually(async () =>
      expect((await onlyOne(server)).stale).toBe(false),
    );
    await eventually(async () => {
      const { items, instances } = await pageOf(server);
      expect(items).toMatchObject([{ name: 'network', stale: true }]);
      expect(instances).toMatchObject([
        {
          state: 'stale',
          reason: expect.stringMatching(
            /^It has not reported for \d+ s, since 2.*Z; a report is expected every 2 s\.$/,
          ),
        },
      ]);
    });
    await report(server, [stack('network')]);
    await eventually(async () =>
      expect((await onlyOne(server)).stale).toBe(false),
    );
  });

  it('of others do not keep one that is reported no more', async () => {
    const { server } = await startPortal({ knex, expectEverySeconds: 2 });
    await report(server, [stack('forgotten')]);
    await eventually(async () => {
      await report(server, [stack('kept')]);
      expect((await pageOf(server)).items).toMatchObject([
        {
          name: 'forgotten',
          sync: {
            status: 'Unknown',
            reason: expect.stringMatching(/^It has not been reported since /),
          },
          health: { status: 'Unknown' },
          stale: false,
        },
        { name: 'kept', sync: { status: 'Synced' }, stale: false },
      ]);
    });
  });
});
