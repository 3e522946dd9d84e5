import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { gitopsApplicationSyncPermission } from '@backstage-gitops/plugin-gitops-common';
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
});
