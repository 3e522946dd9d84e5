import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { InputError } from '@backstage/errors';
import { ownedEntities } from './ownership';

const PERSON = 'user:default/robin';
const TEAM = 'group:default/payments';
const entities = new Map([
  ['component:default/mine', { owners: [PERSON], systems: [] }],
  ['component:default/ours', { owners: [TEAM], systems: [] }],
  ['component:default/shared', { owners: [PERSON, TEAM], systems: [] }],
  ['component:default/theirs', { owners: ['group:default/x'], systems: [] }],
  ['component:default/nobodys', { owners: [], systems: [] }],
]);

async function owned(
  owner: string,
  credentials = mockCredentials.user(PERSON),
): Promise<string[]> {
  const found = await ownedEntities(entities, {
    owner,
    credentials,
    userInfo: mockServices.userInfo({ ownershipEntityRefs: [PERSON, TEAM] }),
  });
  return [...found].map(entityRef => entityRef.replace(/.*\//, ''));
}

describe('ownedEntities', () => {
  it('means the person alone, the person and their groups, or whom is named', async () => {
    expect(await owned('me')).toEqual(['mine', 'shared']);
    expect(await owned('teams')).toEqual(['mine', 'ours', 'shared']);
    expect(await owned('Group:Payments')).toEqual(['ours', 'shared']);
    expect(await owned('group:default/none')).toEqual([]);
  });

  it.each(['', 'payments', ':', 'ME'])('refuses %p', async owner => {
    await expect(owned(owner)).rejects.toThrow(InputError);
    await expect(owned(owner)).rejects.toThrow('group:default/payments');
  });

  it.each(['me', 'teams'])('has no "%s" of a service', async owner => {
    const service = ownedEntities(entities, {
      owner,
      credentials: mockCredentials.service(),
      userInfo: mockServices.userInfo(),
    });
    await expect(service).rejects.toThrow(InputError);
    await expect(service).rejects.toThrow('name the owner');
  });

  it('lets a service name an owner', async () => {
    const found = await ownedEntities(entities, {
      owner: TEAM,
      credentials: mockCredentials.service(),
      userInfo: mockServices.userInfo(),
    });
    expect(found.size).toBe(2);
  });
});
