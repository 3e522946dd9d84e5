import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { migratedDatabase, testDatabases } from '../__testUtils__/databases';
import { RestrictedCatalog } from '../__testUtils__/RestrictedCatalog';
import { replaceBindings } from '../store/replaceBindings';
import { EntityReader } from './EntityReader';
import { VisibleEntities } from './VisibleEntities';

const databases = testDatabases();
const REFS = ['component:default/a', 'component:default/b'];

function component(name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name },
    relations: [
      { type: 'ownedBy', targetRef: `group:default/${name}` },
      { type: 'ownedBy', targetRef: 'user:default/robin' },
      { type: 'partOf', targetRef: 'system:default/shop' },
      { type: 'partOf', targetRef: 'component:default/whole' },
    ],
  };
}

async function open(hidden: string[] = []) {
  const db = await migratedDatabase(databases, 'SQLITE_3');
  await replaceBindings(
    db,
    REFS.map(entityRef => ({
      entityRef,
      applicationId: 'id',
      confirmed: false,
    })),
  );
  const catalog = new RestrictedCatalog(
    [component('a'), component('b'), component('c')],
    hidden,
  );
  const visible = new VisibleEntities({
    db,
    reader: new EntityReader(catalog),
  });
  const refs = async (credentials: BackstageCredentials) => [
    ...(await visible.of(credentials)).keys(),
  ];
  return { catalog, visible, refs };
}

describe('VisibleEntities', () => {
  afterEach(() => jest.restoreAllMocks());

  it('has the bound entities that the person may read', async () => {
    const { refs } = await open([REFS[1]]);
    expect(await refs(mockCredentials.user())).toEqual([REFS[0]]);
    expect(await refs(mockCredentials.service())).toEqual(REFS);
  });

  it('knows whose each is, and of which system', async () => {
    const { visible } = await open();
    const entities = await visible.of(mockCredentials.user());
    expect(entities.get(REFS[0])).toEqual({
      owners: ['group:default/a', 'user:default/robin'],
      systems: ['system:default/shop'],
    });
  });

  it('asks the catalog once for many questions, and again after 30 s', async () => {
    const { catalog, visible } = await open();
    const person = mockCredentials.user();
    const now = jest.spyOn(performance, 'now').mockReturnValue(1_000);
    await Promise.all([visible.of(person), visible.of(person)]);
    expect(catalog.asked).toBe(1);
    now.mockReturnValue(31_001);
    await visible.of(person);
    expect(catalog.asked).toBe(2);
  });

  it('gives nobody the answer of another', async () => {
    const { refs } = await open([REFS[0]]);
    expect(await refs(mockCredentials.user('user:default/robin'))).toEqual(
      REFS,
    );
    expect(await refs(mockCredentials.user())).toEqual([REFS[1]]);
  });

  it('does not keep a failure', async () => {
    const { catalog, refs } = await open();
    const person = mockCredentials.user();
    jest
      .spyOn(catalog, 'getEntitiesByRefs')
      .mockRejectedValueOnce(new Error('not there'));
    await expect(refs(person)).rejects.toThrow('not there');
    expect(await refs(person)).toEqual(REFS);
  });
});
