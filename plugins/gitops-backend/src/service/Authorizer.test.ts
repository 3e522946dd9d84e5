import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  gitopsApplicationReadPermission,
  gitopsApplicationSyncPermission,
} from '@backstage-gitops/plugin-gitops-common';
import { Authorizer } from './Authorizer';

/** What Backstage's backends take in one request. */
const MAX_BYTES = 100 * 1024;

/** The condition that a policy gives for a person who is in a hundred groups. */
const CONDITIONS = {
  rule: 'IS_ENTITY_OWNER',
  resourceType: 'catalog-entity',
  params: {
    claims: Array.from({ length: 100 }, (_, n) => `group:default/team-${n}`),
  },
};

describe('Authorizer', () => {
  it('asks no more at once than the catalog takes with the conditions of each, and answers in order', async () => {
    const permissions = mockServices.permissions.mock({
      authorize: async requests => {
        const passedOn = requests.map(request => ({
          ...request,
          id: '00000000-0000-4000-8000-000000000000',
          conditions: CONDITIONS,
        }));
        if (JSON.stringify({ items: passedOn }).length > MAX_BYTES) {
          throw new Error('request entity too large');
        }
        return requests.map(({ resourceRef }) => ({
          result: resourceRef?.endsWith('7')
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
        }));
      },
    });
    const names = Array.from({ length: 200 }, (_, n) => `checkout-${n}`);
    const answers = await new Authorizer(permissions).allowsEach(
      names.map(name => ({
        permission: gitopsApplicationSyncPermission,
        entityRef: `component:default/${name}`,
      })),
      mockCredentials.user(),
    );
    expect(names.filter((_, n) => answers[n])).toEqual(
      names.filter(name => name.endsWith('7')),
    );
  });

  it('remembers for 30 s that a person may see, and nothing else', async () => {
    const now = jest.spyOn(performance, 'now').mockReturnValue(0);
    let result: AuthorizeResult.ALLOW | AuthorizeResult.DENY =
      AuthorizeResult.ALLOW;
    const authorizer = new Authorizer(
      mockServices.permissions.mock({
        authorize: async requests => requests.map(() => ({ result })),
      }),
    );
    const permission = gitopsApplicationReadPermission;
    const user = mockCredentials.user();
    const service = mockCredentials.service();
    await authorizer.requireToSee(permission, user);
    await authorizer.requireToSee(permission, service);
    result = AuthorizeResult.DENY;
    await authorizer.requireToSee(permission, user);
    for (const asked of [
      () => authorizer.require(permission, user),
      () => authorizer.requireToSee(permission, service),
      () =>
        authorizer.requireToSee(
          permission,
          mockCredentials.user('user:default/another'),
        ),
    ]) {
      await expect(asked()).rejects.toThrow(permission.name);
    }
    now.mockReturnValue(30_000);
    await expect(authorizer.requireToSee(permission, user)).rejects.toThrow(
      permission.name,
    );
    now.mockRestore();
  });
});
