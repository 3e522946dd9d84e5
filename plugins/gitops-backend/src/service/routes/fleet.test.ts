import { mockCredentials } from '@backstage/backend-test-utils';
import { fleetSchema } from '@backstage-gitops/plugin-gitops-common';
import express from 'express';
import request from 'supertest';
import { migratedDatabase, testDatabases } from '../../__testUtils__/databases';
import { driftedField, driftOf } from '../../__testUtils__/driftedField';
import { observedApplication } from '../../__testUtils__/observedApplication';
import { RestrictedCatalog } from '../../__testUtils__/RestrictedCatalog';
import { routesAlone } from '../../__testUtils__/routesAlone';
import { startFleet } from '../../__testUtils__/startFleet';
import { statements } from '../../__testUtils__/statements';
import { store } from '../../__testUtils__/stored';
import { EntityBinding } from '../../bind/EntityBinding';
import { replaceBindings } from '../../store/replaceBindings';

const databases = testDatabases();

describe.each(databases.eachSupportedId())('the fleet on %p', databaseId => {
  async function start(options: { fleet: boolean }) {
    const db = await migratedDatabase(databases, databaseId);
    const { get } = await startFleet(db, options);
    const read = async (query: object) => {
      const { body } = await get('/applications', query).expect(200);
      return fleetSchema.parse(body);
    };
    const names = async (query: object) => {
      const { items, totalItems } = await read(query);
      expect(totalItems).toBe(items.length);
      return items.map(({ name }) => name);
    };
    return { get, read, names };
  }

  it('is sorted by how bad, how new, or by name', async () => {
    const { names } = await start({ fleet: true });
    const worst = [
      'checkout-live',
      'lonely',
      'cart-live',
      'index',
      'shared',
      'checkout-next',
    ];
    expect(await names({})).toEqual(worst);
    expect(await names({ orderBy: 'worst' })).toEqual(worst);
    expect(await names({ orderBy: 'since' })).toEqual([
      'shared',
      'checkout-next',
      'lonely',
      'cart-live',
      'checkout-live',
      'index',
    ]);
    expect(await names({ orderBy: 'name' })).toEqual([...worst].sort());
  });

  it('is narrowed by each filter, and by several', async () => {
    const { names } = await start({ fleet: true });
    const mine = ['cart-live', 'shared'];
    const ours = ['checkout-live', 'cart-live', 'shared', 'checkout-next'];
    const cases: Array<[query: object, names: string[]]> = [
      [{ text: 'LIVE' }, ['checkout-live', 'cart-live']],
      [{ text: 'till' }, ['checkout-live', 'shared', 'checkout-next']],
      [{ text: '%' }, []],
      // Neither the kind nor the name of an entity that may not be read.
      [{ text: 'component' }, []],
      [{ text: 'secret' }, []],
      [{ owner: 'me' }, mine],
      [{ owner: 'user:default/mock' }, mine],
      [{ owner: 'teams' }, ours],
      [{ owner: 'group:default/other' }, []],
      [{ system: 'System:Shop' }, ours],
      [{ system: 'system:default/other' }, []],
      [{ engine: 'flux' }, []],
      [{ instance: 'edge' }, ['cart-live', 'index']],
      [{ environment: 'qa' }, ['lonely']],
      [{ state: 'Degraded' }, ['lonely', 'cart-live']],
      [{ state: 'Degraded', owner: 'teams' }, ['cart-live']],
      [{ text: 'live', owner: 'me', environment: 'production' }, ['cart-live']],
    ];
    for (const [query, expected] of cases) {
      expect({ query, names: await names(query) }).toEqual({
        query,
        names: expected,
      });
    }
  });

  it('is what belongs to readable entities, without the permission for all', async () => {
    const { names } = await start({ fleet: false });
    expect(await names({})).toEqual([
      'checkout-live',
      'cart-live',
      'shared',
      'checkout-next',
    ]);
    expect(await names({ text: 'index' })).toEqual([]);
    expect(await names({ state: 'Degraded' })).toEqual(['cart-live']);
    expect(await names({ owner: 'me' })).toEqual(['cart-live', 'shared']);
  });

  it('comes in pages, each of the order it was begun in', async () => {
    const { get, read } = await start({ fleet: true });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await read({ limit: 4, text: 'e', cursor });
      expect(page.totalItems).toBe(6);
      seen.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toHaveLength(6);
    expect(new Set(seen).size).toBe(6);

    const { nextCursor } = await read({ limit: 1, orderBy: 'since' });
    const refused = await get('/applications', { cursor: nextCursor });
    expect(refused.status).toBe(400);
    expect(refused.body.error.message).toContain('order "since"');
  });

  it.each([
    [{ owner: 'payments' }, 'owner'],
    [{ system: '' }, 'system'],
    [{ state: 'Fine' }, 'state'],
    [{ orderBy: 'age' }, 'orderBy'],
    [{ text: '\0' }, 'text'],
  ])('refuses %p', async (query, word) => {
    const { get } = await start({ fleet: true });
    const { status, body } = await get('/applications', query);
    expect(status).toBe(400);
    expect(body.error.message).toContain(word);
  });

  it('is no one service’s own', async () => {
    const { get } = await start({ fleet: true });
    const ask = (owner: string) =>
      get('/applications', { owner }).set(
        'authorization',
        mockCredentials.service.header(),
      );
    const refused = await ask('me');
    expect(refused.status).toBe(400);
    expect(refused.body.error.message).toContain('name the owner');
    // To a service the third component is not hidden.
    const named = await ask('group:default/payments');
    expect(named.body).toMatchObject({ totalItems: 4 });
  });

  it('tells of drift and its open alert, but not what fields hold', async () => {
    const db = await migratedDatabase(databases, databaseId);
    const drifted = observedApplication({
      drift: driftOf(driftedField({ desired: '2', live: '5' })),
      sync: { status: 'OutOfSync' },
    });
    await store(db, drifted);
    const { get } = await startFleet(db, { fleet: true });
    const { body } = await get('/applications', { state: 'Drifted' });
    const { items } = fleetSchema.parse(body);
    expect(items).toMatchObject([
      { name: 'guestbook', alert: { acknowledged: null } },
    ]);
    expect(items[0].drift?.fields).toEqual([driftedField()]);
  });

  it('costs at most five statements a page, however long', async () => {
    const db = await migratedDatabase(databases, databaseId);
    const bindings: EntityBinding[] = [];
    for (let n = 0; n < 100; n++) {
      const name = `app-${n}`;
      const applicationId = await store(db, observedApplication({ name }));
      const entityRef = `component:default/${name}`;
      bindings.push({ entityRef, applicationId, confirmed: false });
    }
    await replaceBindings(db, bindings);
    const entities = bindings.map((_, n) => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name: `app-${n}` },
    }));
    const catalog = new RestrictedCatalog(entities, []);
    const server = express().use(routesAlone({ db, catalog }));
    // Which entities may be read is kept for the next page.
    await request(server).get('/applications').expect(200);
    const seen = await statements(db, async () => {
      const { body } = await request(server)
        .get('/applications')
        .query({ limit: 100, text: 'app' })
        .expect(200);
      expect(fleetSchema.parse(body).items).toHaveLength(100);
    });
    expect(seen.length).toBeLessThanOrEqual(5);
    expect(catalog.asked).toBe(1);
    const facets = await statements(db, async () => {
      await request(server).get('/applications/facets').expect(200);
    });
    expect(facets.length).toBeLessThanOrEqual(7);
  });
});
