import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  AuthorizePermissionRequest,
} from '@backstage/plugin-permission-common';
import {
  Binding,
  gitopsApplicationRefreshPermission,
  gitopsApplicationSyncPermission,
  Permitted,
} from '@backstage-gitops/plugin-gitops-common';
import fc from 'fast-check';
import { Authorizer } from './Authorizer';
import { PermitQuestion, Permits } from './Permits';

const credentials = mockCredentials.user();
const ENTITIES = ['a', 'b', 'c'].map(name => `component:default/${name}`);
const PERMISSIONS = [
  gitopsApplicationSyncPermission,
  gitopsApplicationRefreshPermission,
];

const bindingArbitrary: fc.Arbitrary<Binding> = fc.record({
  entityRef: fc.constantFrom(...ENTITIES),
  confirmed: fc.boolean(),
});
const questionArbitrary: fc.Arbitrary<PermitQuestion> = fc.record({
  permission: fc.constantFrom(...PERMISSIONS),
  bindings: fc.uniqueArray(bindingArbitrary, {
    selector: ({ entityRef }) => entityRef,
  }),
});
/** What the policy allows, as `permission entity`. */
const allowedArbitrary = fc.uniqueArray(
  fc.constantFrom(
    ...PERMISSIONS.flatMap(({ name }) =>
      ENTITIES.map(entityRef => `${name} ${entityRef}`),
    ),
  ),
);

function permitsOf(allowed: string[], trustClaims: boolean) {
  const asked: AuthorizePermissionRequest[][] = [];
  const permissions = mockServices.permissions.mock({
    authorize: async requests => {
      asked.push(requests);
      return requests.map(({ permission, resourceRef }) => ({
        result: allowed.includes(`${permission.name} ${resourceRef}`)
          ? AuthorizeResult.ALLOW
          : AuthorizeResult.DENY,
      }));
    },
  });
  const authorizer = new Authorizer(permissions);
  return { asked, permits: new Permits({ authorizer, trustClaims }) };
}

describe('Permits', () => {
  it('follows the policy for entities that are confirmed, or trusted, and asks it once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(questionArbitrary, { maxLength: 8 }),
        allowedArbitrary,
        fc.boolean(),
        async (questions, allowed, trustClaims) => {
          const { permits, asked } = permitsOf(allowed, trustClaims);
          const answers = await permits.ask(questions, credentials);
          const expected = questions.map(({ permission, bindings }) => {
            const counting = bindings.filter(
              ({ confirmed }) => confirmed || trustClaims,
            );
            const denied: Permitted =
              counting.length > 0 ? 'forbidden' : 'unconfirmed';
            return (
              counting.some(({ entityRef }) =>
                allowed.includes(`${permission.name} ${entityRef}`),
              ) || denied
            );
          });
          expect(answers).toEqual(expected);
          expect(asked.length).toBeLessThanOrEqual(1);
          const pairs = asked
            .flat()
            .map(each => JSON.stringify([each.permission.name, each]));
          expect(pairs).toHaveLength(new Set(pairs).size);
        },
      ),
    );
  });

  it('says what is missing', async () => {
    const { permits } = permitsOf([], false);
    const permission = gitopsApplicationSyncPermission;
    const [entityRef] = ENTITIES;
    const refusal = async (bindings: Binding[]) =>
      permits.require({ permission, bindings }, credentials).catch(String);
    expect([
      await refusal([{ entityRef, confirmed: true }]),
      await refusal([{ entityRef, confirmed: false }]),
      await refusal([]),
      await refusal(
        Array.from({ length: 1000 }, () => ({ entityRef, confirmed: true })),
      ),
    ]).toEqual([
      'NotAllowedError: This needs the permission "gitops.application.sync" for an entity that the application belongs to: ask the owner of component:default/a.',
      'NotAllowedError: The application is merely claimed by component:default/a, which gives no right to it. If it belongs there, confirm it on the application with the annotation "backstage.io/entity-ref: component:default/a".',
      'NotAllowedError: The application belongs to no entity that you may read, and rights come from an entity only.',
      expect.stringMatching(
        /owner of (component:default\/a(, | )){5}and 995 more\.$/,
      ),
    ]);
  });

  it('lets through who may', async () => {
    const permission = gitopsApplicationSyncPermission;
    const [entityRef] = ENTITIES;
    const { permits } = permitsOf([`${permission.name} ${entityRef}`], false);
    const bindings = [{ entityRef, confirmed: true }];
    await expect(
      permits.require({ permission, bindings }, credentials),
    ).resolves.toBeUndefined();
  });
});
