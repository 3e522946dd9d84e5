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
import { chunks } from '../git/store/chunks';
import { KeptPerPerson } from './KeptPerPerson';

/**
 * So many questions at once: the permission backend sends each on to the catalog with
 * the conditions of the policy, which name all groups of a person, and neither of them
 * takes more than 100 kB.
 */
const AT_ONCE = 20;

/** May somebody do this to that entity? */
export interface EntityQuestion {
  permission: EntityPermission;
  entityRef: string;
}

/** Of what people may see, see `requireToSee`. */
const MAX_KEPT = 500;

/** Asks whether somebody may do something; remembers no answer but where that is said. */
export class Authorizer {
  readonly #permissions: PermissionsService;
  readonly #kept = new KeptPerPerson<boolean>({ max: MAX_KEPT });

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

  /** Whether each is allowed, in as few requests as the policy takes. */
  async allowsEach(
    questions: EntityQuestion[],
    credentials: BackstageCredentials,
  ): Promise<boolean[]> {
    const requests = questions.map(({ permission, entityRef }) => ({
      permission,
      resourceRef: entityRef,
    }));
    const decisions = await Promise.all(
      [...chunks(requests, AT_ONCE)].map(some =>
        this.#permissions.authorize(some, { credentials }),
      ),
    );
    return decisions
      .flat()
      .map(({ result }) => result === AuthorizeResult.ALLOW);
  }

  /** @throws NotAllowedError that names the permission */
  async require(
    permission: BasicPermission,
    credentials: BackstageCredentials,
  ): Promise<void> {
    if (await this.allows(permission, credentials)) return;
    throw lacking(permission);
  }

  /**
   * As `require`, for pages that people turn: the answer is kept for 30 s per person.
   * Nothing may come of it but that something is seen.
   */
  async requireToSee(
    permission: BasicPermission,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const ask = () => this.allows(permission, credentials);
    const allowed = await this.#kept.get(credentials, [permission.name], ask);
    if (!allowed) throw lacking(permission);
  }
}

function lacking({ name }: BasicPermission): NotAllowedError {
  return new NotAllowedError(
    `This needs the permission "${name}"; whoever runs this portal can grant it.`,
  );
}
