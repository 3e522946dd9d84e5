import { Facets, facetsSchema } from '@backstage-gitops/plugin-gitops-common';
import { migratedDatabase, testDatabases } from '../../__testUtils__/databases';
import { startFleet } from '../../__testUtils__/startFleet';

const databases = testDatabases();

describe.each(databases.eachSupportedId())('facets on %p', databaseId => {
  async function start(options: { fleet: boolean }) {
    const db = await migratedDatabase(databases, databaseId);
    const { get } = await startFleet(db, options);
    const counts = async (query: object = {}) => {
      const { body } = await get('/applications/facets', query).expect(200);
      return short(facetsSchema.parse(body));
    };
    return { get, counts };
  }

  /** `value count`, in order. */
  function short(facets: Facets): Record<string, string[]> {
    return Object.fromEntries(
      Object.entries(facets).map(([facet, values]) => [
        facet,
        values.map(({ value, count }) => `${value} ${count}`),
      ]),
    );
  }

  it('counts all by each value, most frequent first, environments as they are promoted', async () => {
    const { counts } = await start({ fleet: true });
    expect(await counts()).toEqual({
      state: ['Degraded 2', 'Synced 2', 'SyncFailed 1', 'Syncing 1'],
      environment: ['staging 1', 'production 3', 'qa 1'],
      engine: ['argocd 6'],
      instance: ['main 4', 'edge 2'],
      // What belongs to two entities is counted once where they have it in common.
      owner: ['group:default/payments 3', 'user:default/mock 2'],
      system: ['system:default/shop 4'],
    });
  });

  it('heeds all filters but the one of the facet itself', async () => {
    const { counts } = await start({ fleet: true });
    expect(await counts({ state: 'Degraded', text: 'l' })).toEqual({
      state: ['Degraded 2', 'Synced 2', 'SyncFailed 1'],
      environment: ['production 1', 'qa 1'],
      engine: ['argocd 2'],
      instance: ['edge 1', 'main 1'],
      owner: ['user:default/mock 1'],
      system: ['system:default/shop 1'],
    });
    expect(await counts({ owner: 'me', environment: 'production' })).toEqual({
      state: ['Degraded 1', 'Synced 1'],
      environment: ['production 2'],
      engine: ['argocd 2'],
      instance: ['edge 1', 'main 1'],
      owner: ['group:default/payments 2', 'user:default/mock 2'],
      system: ['system:default/shop 2'],
    });
    expect(await counts({ system: 'system:default/none' })).toEqual({
      state: [],
      environment: [],
      engine: [],
      instance: [],
      owner: [],
      system: ['system:default/shop 4'],
    });
  });

  it('counts what may be seen, and nothing else', async () => {
    const { counts } = await start({ fleet: false });
    expect(await counts()).toEqual({
      state: ['Synced 2', 'Degraded 1', 'SyncFailed 1'],
      environment: ['staging 1', 'production 3'],
      engine: ['argocd 4'],
      instance: ['main 3', 'edge 1'],
      owner: ['group:default/payments 3', 'user:default/mock 2'],
      system: ['system:default/shop 4'],
    });
  });

  it('agrees with the list, whatever is asked for', async () => {
    const { get, counts } = await start({ fleet: false });
    const all = await counts();
    for (const [facet, values] of Object.entries(all)) {
      for (const value of values) {
        const [choice, count] = value.split(' ');
        const { body } = await get('/applications', { [facet]: choice });
        expect({ facet, choice, count: body.totalItems }).toEqual({
          facet,
          choice,
          count: Number(count),
        });
      }
    }
  });
});
