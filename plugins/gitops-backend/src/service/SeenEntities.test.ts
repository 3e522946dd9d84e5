import { mockCredentials } from '@backstage/backend-test-utils';
import { RestrictedCatalog } from '../__testUtils__/RestrictedCatalog';
import { component } from '../__testUtils__/startCommits';
import { EntityReader } from './EntityReader';
import { SeenEntities } from './SeenEntities';

const OWN = { kind: 'component', namespace: 'default', name: 'own' };

describe('SeenEntities', () => {
  const now = jest.spyOn(performance, 'now');
  beforeEach(() => now.mockReturnValue(0));
  afterAll(() => now.mockRestore());

  it('are asked for once in 30 s per person, and each time for services and where there is none', async () => {
    const catalog = new RestrictedCatalog([component('own', 'web')], []);
    const reader = new EntityReader(catalog);
    let asked = 0;
    const get = reader.get.bind(reader);
    reader.get = async (...about) => {
      asked += 1;
      return get(...about);
    };
    const entities = new SeenEntities({ reader });
    const costs = async (...about: Parameters<SeenEntities['refOf']>) => {
      const before = asked;
      const ref = await entities.refOf(...about).catch(error => error.name);
      return [ref, asked - before];
    };
    const ref = 'component:default/own';
    const robin = mockCredentials.user('user:default/robin');
    expect(await costs(OWN, robin)).toEqual([ref, 1]);
    expect(await costs(OWN, robin)).toEqual([ref, 0]);
    const kim = mockCredentials.user('user:default/kim');
    expect(await costs(OWN, kim)).toEqual([ref, 1]);
    now.mockReturnValue(30_000);
    expect(await costs(OWN, robin)).toEqual([ref, 1]);
    const service = mockCredentials.service();
    expect(await costs(OWN, service)).toEqual([ref, 1]);
    expect(await costs(OWN, service)).toEqual([ref, 1]);
    const other = { ...OWN, name: 'other' };
    expect(await costs(other, robin)).toEqual(['NotFoundError', 1]);
    expect(await costs(other, robin)).toEqual(['NotFoundError', 1]);
  });
});
