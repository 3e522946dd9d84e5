import { TestBackend, TestDatabases } from '@backstage/backend-test-utils';
import {
  Commit,
  entityCommitsSchema,
} from '@backstage-gitops/plugin-gitops-common';
import { eventually } from '@backstage-gitops/plugin-gitops-node/testUtils';
import { Knex } from 'knex';
import request from 'supertest';
import { startPortal } from './__testUtils__/portal';
import { startWorld } from './__testUtils__/world';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

/** From the sandbox's Git host, over its API, to what the read API tells of commits. */
describe.each(databases.eachSupportedId())('reviews on %p', id => {
  let world: Awaited<ReturnType<typeof startWorld>>;
  let portal: TestBackend;
  let knex: Knex;

  const start = async () => {
    portal = await startPortal({
      sandbox: world.sandbox,
      knex,
      mirrors: await world.mirrors(),
    });
  };
  const commits = async (name: string): Promise<Commit[]> => {
    const { body } = await request(portal.server)
      .get(`/api/gitops/entities/component/default/${name}/commits`)
      .expect(200);
    return entityCommitsSchema.parse(body).items;
  };
  const commitCalled = async (name: string, subject: string) => {
    const found = (await commits(name)).find(it => it.subject === subject);
    if (!found) throw new Error(`There is no commit '${subject}'`);
    return found;
  };

  beforeAll(async () => {
    world = await startWorld();
    knex = await databases.init(id);
    await start();
  });

  afterAll(async () => {
    await portal?.stop();
    await world?.stop();
  });

  it('tells who approved a pull request, and that its checks passed', async () => {
    await eventually(async () =>
      expect(
        await commitCalled(
          'checkout',
          'Raise memory limit of checkout to 480 Mi',
        ),
      ).toMatchObject({
        review: {
          state: 'pull',
          pull: {
            title: 'Raise memory limit of checkout to 480 Mi',
            author: 'sam',
            url: expect.stringContaining(
              `${world.sandbox.urls.git}/platform/deployments/pulls/`,
            ),
            mergedAt: expect.any(String),
            approvals: 1,
            reviewers: [{ name: 'robin', state: 'approved' }],
          },
        },
        checks: 'passed',
        signature: 'none',
      }),
    );
  });

  it('tells what was merged without approval, and in spite of a failed check', async () => {
    expect(
      await commitCalled(
        'checkout',
        'Let checkout wait 15 s for its upstreams',
      ),
    ).toMatchObject({
      review: {
        state: 'pull',
        pull: {
          author: 'robin',
          approvals: 0,
          reviewers: [{ name: 'sam', state: 'requested' }],
        },
      },
      checks: 'failed',
    });
  });

  it('tells what was pushed past every pull request', async () => {
    expect(
      await commitCalled('checkout', 'Promote checkout 1.4.2 to production'),
    ).toMatchObject({ review: { state: 'none' }, checks: 'passed' });
  });

  it('tells the pull request of a merge, and of the commit that came with it', async () => {
    await world.sandbox.reviewed('checkout-staging');
    await eventually(async () => {
      const [merge, side] = await commits('checkout');
      expect(merge).toMatchObject({ merge: true, checks: 'passed' });
      expect(merge.review).toMatchObject({
        state: 'pull',
        pull: {
          title: side.subject,
          author: 'robin',
          approvals: 1,
          reviewers: [{ name: 'sam', state: 'approved' }],
        },
      });
      expect(side).toMatchObject({ merge: false, review: merge.review });
    });
  });

  it('asks again after the time that the host wants to be left alone', async () => {
    await world.sandbox.reviews('limited');
    await world.sandbox.commit('checkout-staging', 'While it is limited');
    await eventually(async () =>
      expect(
        await commitCalled('checkout', 'While it is limited'),
      ).toMatchObject({
        review: {
          state: 'unknown',
          reason: expect.stringContaining('limits how often it is asked'),
        },
        checks: 'unknown',
      }),
    );

    await world.sandbox.reviews('answered');
    await eventually(async () =>
      expect(
        await commitCalled('checkout', 'While it is limited'),
      ).toMatchObject({ review: { state: 'none' }, checks: 'none' }),
    );
  });

  it('says why it is not known while the token is revoked, and keeps what was', async () => {
    await world.sandbox.reviews('refused');
    await world.sandbox.commit('checkout-staging', 'While it is refused');
    await eventually(async () =>
      expect(
        await commitCalled('checkout', 'While it is refused'),
      ).toMatchObject({
        review: {
          state: 'unknown',
          reason: expect.stringContaining('refuses the credentials'),
        },
      }),
    );
    expect(
      await commitCalled(
        'checkout',
        'Raise memory limit of checkout to 480 Mi',
      ),
    ).toMatchObject({ review: { state: 'pull' } });

    // As with a new token, which needs a restart.
    await world.sandbox.reviews('answered');
    await portal.stop();
    await start();
    await eventually(async () =>
      expect(
        await commitCalled('checkout', 'While it is refused'),
      ).toMatchObject({ review: { state: 'none' } }),
    );
  });
});
