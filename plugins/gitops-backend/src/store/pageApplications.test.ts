import {
  FleetOrder,
  fleetOrderSchema,
} from '@backstage-gitops/plugin-gitops-common';
import fc from 'fast-check';
import { Knex } from 'knex';
import { migratedDatabase, testDatabases } from '../__testUtils__/databases';
import { observedApplication } from '../__testUtils__/observedApplication';
import { markReachable, store } from '../__testUtils__/stored';
import { countByEntityValue } from './countApplications';
import { ApplicationFilter } from './matchingApplications';
import { pageApplications, PagePosition } from './pageApplications';
import { replaceBindings } from './replaceBindings';
import { ApplicationRow } from './rows';

const WEB = 'component:default/web';
const databases = testDatabases();

const position = fc.record({
  rank: fc.integer({ min: 0, max: 2 }),
  // Few, so that many rows tie; empty where it is not known.
  since: fc.constantFrom(
    '',
    '2026-11-20T10:00:00.000Z',
    '2026-11-20T10:00:00.001Z',
  ),
  name: fc.constantFrom('a', 'a-b', 'ab', 'b'),
});
type Placed = Omit<PagePosition, 'id'>;

async function names(db: Knex, filter: ApplicationFilter): Promise<string[]> {
  const { items, totalItems } = await pageApplications(db, {
    ...filter,
    orderBy: 'name',
    limit: 100,
  });
  expect(totalItems).toBe(items.length);
  return items.map(({ record }) => record.name);
}

describe.each(databases.eachSupportedId())('the fleet on %p', databaseId => {
  const open = () => migratedDatabase(databases, databaseId);

  describe('in pages', () => {
    /** A row of which no more is looked at than where it stands. */
    async function fill(db: Knex, places: Placed[]): Promise<void> {
      await db('applications').delete();
      const id = await store(db, observedApplication());
      const row = await db<ApplicationRow>('applications')
        .where({ id })
        .first();
      await db('applications').delete();
      const record = JSON.parse(row?.record ?? '');
      for (const [n, place] of places.entries()) {
        const own = { ...place, id: `id-${n}` };
        const changed = { ...record, id: own.id, name: own.name };
        await db('applications').insert({
          ...row,
          ...own,
          record: JSON.stringify(changed),
        });
      }
    }

    async function walk(
      db: Knex,
      orderBy: FleetOrder,
      limit: number,
    ): Promise<string[]> {
      const ids: string[] = [];
      let after: PagePosition | undefined;
      do {
        const page = await pageApplications(db, { orderBy, limit, after });
        ids.push(...page.items.map(({ record }) => record.id));
        after = page.next;
      } while (after);
      return ids;
    }

    it('is the whole of it, sorted, whatever the order and the limit', async () => {
      const db = await open();
      await fc.assert(
        fc.asyncProperty(
          fc.array(position, { maxLength: 12 }),
          fc.constantFrom(...fleetOrderSchema.options),
          fc.integer({ min: 1, max: 5 }),
          async (places, orderBy, limit) => {
            await fill(db, places);
            const walked = await walk(db, orderBy, limit);
            expect(walked).toEqual(await walk(db, orderBy, 100));
            expect([...walked].sort()).toEqual(
              places.map((_, n) => `id-${n}`).sort(),
            );
            const shown = walked.map(id => places[Number(id.slice(3))]);
            for (const [n, next] of shown.slice(1).entries()) {
              expect(inOrder(orderBy, shown[n], next)).toBe(true);
            }
          },
        ),
        { numRuns: 40 },
      );
    });

    /** Names are left to the database's collation, beyond being beside their like. */
    function inOrder(orderBy: FleetOrder, a: Placed, b: Placed): boolean {
      const bySince = a.since >= b.since;
      switch (orderBy) {
        case 'worst':
          return a.rank < b.rank || (a.rank === b.rank && bySince);
        case 'since':
          return bySince;
        default:
          return a.name[0] <= b.name[0];
      }
    }
  });

  it('knows how each is shown, and since when', async () => {
    const db = await open();
    await store(db, observedApplication({ name: 'fine' }), {
      now: '2026-11-20T10:00:00Z',
    });
    await store(
      db,
      observedApplication({
        name: 'failed',
        sync: { status: 'OutOfSync' },
        operation: { phase: 'Failed', finishedAt: '2026-11-19T08:00:00Z' },
      }),
    );
    await store(
      db,
      observedApplication({
        name: 'syncing',
        operation: { phase: 'Running' },
      }),
    );
    expect(
      await db('applications').select('name', 'state', 'since').orderBy('rank'),
    ).toEqual([
      {
        name: 'failed',
        state: 'SyncFailed',
        since: '2026-11-19T08:00:00.000Z',
      },
      { name: 'syncing', state: 'Syncing', since: '' },
      { name: 'fine', state: 'Synced', since: '2026-11-20T10:00:00.000Z' },
    ]);
    // Nothing is said of what cannot be reached but that.
    expect(await names(db, { state: 'SyncFailed' })).toEqual([]);
    expect(await names(db, { state: 'Stale' })).toHaveLength(3);
    await markReachable(db, 'main');
    expect(await names(db, { state: 'SyncFailed' })).toEqual(['failed']);
    expect(await names(db, { state: 'Stale' })).toEqual([]);
  });

  it('is narrowed by what an application is', async () => {
    const db = await open();
    await store(db, observedApplication({ name: 'a' }), {
      instance: 'edge',
      environment: 'staging',
    });
    await store(db, observedApplication({ name: 'b' }), {
      environment: 'production',
    });
    await store(db, observedApplication({ name: 'c' }));
    expect(await names(db, { instance: 'edge' })).toEqual(['a']);
    expect(await names(db, { environment: 'production' })).toEqual(['b']);
    expect(await names(db, { engine: 'argocd' })).toEqual(['a', 'b', 'c']);
    expect(await names(db, { engine: 'flux' })).toEqual([]);
    expect(
      await names(db, { instance: 'edge', environment: 'production' }),
    ).toEqual([]);
  });

  it('finds text in names as it stands, in any case', async () => {
    const db = await open();
    for (const name of ['shop-web', 'a_b', 'axb', '10%', 'back\\slash']) {
      await store(db, observedApplication({ name }));
    }
    const find = (part: string) =>
      names(db, { text: { part, entityRefs: [] } });
    expect(await find('WEB')).toEqual(['shop-web']);
    expect(await find('a_b')).toEqual(['a_b']);
    expect(await find('%')).toEqual(['10%']);
    expect(await find('\\')).toEqual(['back\\slash']);
    expect(await find(`'`)).toEqual([]);
    expect(await find('')).toHaveLength(5);
  });

  it('is narrowed to what is bound to entities', async () => {
    const db = await open();
    const applicationId = await store(db, observedApplication({ name: 'a' }));
    await store(db, observedApplication({ name: 'b' }));
    await replaceBindings(db, [
      { entityRef: WEB, applicationId, confirmed: false },
    ]);
    expect(
      await names(db, { boundTo: { entityRefs: [WEB], belonging: false } }),
    ).toEqual(['a']);
    expect(
      await names(db, { boundTo: { entityRefs: [], belonging: false } }),
    ).toEqual([]);
    expect(await names(db, { text: { part: 'b', entityRefs: [WEB] } })).toEqual(
      ['a', 'b'],
    );
    expect(
      await names(db, {
        boundTo: { entityRefs: [WEB], belonging: false },
        text: { part: 'b', entityRefs: [] },
      }),
    ).toEqual([]);
  });

  it('leaves what another entity is confirmed for to that one', async () => {
    const db = await open();
    const other = 'component:default/other';
    const named = await store(db, observedApplication({ name: 'named' }));
    const claimed = await store(db, observedApplication({ name: 'claimed' }));
    await replaceBindings(db, [
      { entityRef: WEB, applicationId: named, confirmed: false },
      { entityRef: other, applicationId: named, confirmed: true },
      { entityRef: WEB, applicationId: claimed, confirmed: false },
    ]);
    const of = (entityRef: string, belonging: boolean) =>
      names(db, { boundTo: { entityRefs: [entityRef], belonging } });
    expect(await of(WEB, true)).toEqual(['claimed']);
    expect(await of(other, true)).toEqual(['named']);
    expect(await of(WEB, false)).toEqual(['claimed', 'named']);
    const owned = (entityRef: string) => ({ entityRef, value: entityRef });
    expect(await countByEntityValue(db, [WEB, other].map(owned), {})).toEqual([
      { value: other, count: 1 },
      { value: WEB, count: 1 },
    ]);
  });

  it('takes thousands of refs in one statement', async () => {
    const db = await open();
    const applicationId = await store(db, observedApplication());
    await replaceBindings(db, [
      { entityRef: WEB, applicationId, confirmed: true },
    ]);
    const refs = Array.from({ length: 50_000 }, (_, n) => `component:x/${n}`);
    expect(
      await names(db, {
        boundTo: { entityRefs: [...refs, WEB], belonging: false },
      }),
    ).toHaveLength(1);
  });
});
