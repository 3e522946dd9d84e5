import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import {
  AuthorizeResult,
  isPermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import {
  gitopsFleetReadPermission,
  gitopsPermissions,
} from '@backstage-gitops/plugin-gitops-common';

const OPERATORS = 'group:default/team-platform';

/**
 * Everybody sees what the catalog shows them, the whole fleet is for operators,
 * and only owners act on what they own.
 */
class SandboxPolicy implements PermissionPolicy {
  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const owned = user?.info.ownershipEntityRefs ?? [];
    if (isPermission(permission, gitopsFleetReadPermission)) {
      return {
        result: owned.includes(OPERATORS)
          ? AuthorizeResult.ALLOW
          : AuthorizeResult.DENY,
      };
    }
    const acting = gitopsPermissions.find(
      each => each.type === 'resource' && each.name === permission.name,
    );
    if (acting?.type === 'resource') {
      return createCatalogConditionalDecision(
        acting,
        catalogConditions.isEntityOwner({ claims: owned }),
      );
    }
    return { result: AuthorizeResult.ALLOW };
  }
}

export default createBackendModule({
  pluginId: 'permission',
  moduleId: 'sandbox-policy',
  register(env) {
    env.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy(new SandboxPolicy());
      },
    });
  },
});
