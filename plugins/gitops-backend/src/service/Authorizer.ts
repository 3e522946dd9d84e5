import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  BasicPermission,
} from '@backstage/plugin-permission-common';
import { EntityPermission } from '@backstage-gitops/plugin-gitops-common';

/** May somebody do this to that entity? */
export interface EntityQuestion {
  permission: EntityPermission;
  entityRef: string;
}

/** Asks whether somebody may do something; never remembers an answer. */
export class Authorizer {
  readonly #permissions: PermissionsService;

  constructor(permissions: PermissionsService) {
    this.#permissions = permissions;
  }

  async allows(
    permission: BasicPermission,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const [decision] = await this.#permissions.authorize([{ permission }], {
      credentials,
    });
    return decision.result === AuthorizeResult.ALLOW;
  }

  /** Whether each is allowed, in one question to the policy. */
  async allowsEach(
    questions: EntityQuestion[],
    credentials: BackstageCredentials,
  ): Promise<boolean[]> {
    if (questions.length === 0) return [];
    const decisions = await this.#permissions.authorize(
      questions.map(({ permission, entityRef }) => ({
        permission,
        resourceRef: entityRef,
      })),
      { credentials },
    );
    return decisions.map(({ result }) => result === AuthorizeResult.ALLOW);
  }

  /** @throws NotAllowedError that names the permission */
  async require(
    permission: BasicPermission,
    credentials: BackstageCredentials,
  ): Promise<void> {
    if (!(await this.allows(permission, credentials))) {
      throw new NotAllowedError(
        `This needs the permission "${permission.name}"; whoever runs this portal can grant it.`,
      );
    }
  }
}
