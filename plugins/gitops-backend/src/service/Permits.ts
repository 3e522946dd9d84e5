import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Binding,
  EntityPermission,
  Permitted,
} from '@backstage-gitops/plugin-gitops-common';
import { Authorizer, EntityQuestion } from './Authorizer';

/** May somebody do this to the application that is bound to these entities? */
export interface PermitQuestion {
  permission: EntityPermission;
  /** Those that the person may read. */
  bindings: Binding[];
}

/**
 * Who may act on an application: whom the policy allows it for one of the
 * entities that the application confirms. What an entity merely claims gives no
 * right, unless the operator trusts claims.
 */
export class Permits {
  readonly #authorizer: Authorizer;
  readonly #trustClaims: boolean;

  /** @param options.trustClaims - `gitops.binding.trustClaims` */
  constructor(options: { authorizer: Authorizer; trustClaims: boolean }) {
    this.#authorizer = options.authorizer;
    this.#trustClaims = options.trustClaims;
  }

  /** Answers in the order of the questions; all of them cost one question to the policy. */
  async ask(
    questions: PermitQuestion[],
    credentials: BackstageCredentials,
  ): Promise<Permitted[]> {
    const pairs = new Map<string, EntityQuestion>();
    const byQuestion = questions.map(({ permission, bindings }) =>
      this.#giving(bindings).map(({ entityRef }) => {
        const key = `${permission.name} ${entityRef}`;
        pairs.set(key, { permission, entityRef });
        return key;
      }),
    );
    const answers = await this.#authorizer.allowsEach(
      [...pairs.values()],
      credentials,
    );
    const allowed = new Set([...pairs.keys()].filter((_, n) => answers[n]));
    return byQuestion.map(keys => {
      if (keys.length === 0) return 'unconfirmed';
      return keys.some(key => allowed.has(key)) ? true : 'forbidden';
    });
  }

  #giving(bindings: Binding[]): Binding[] {
    return bindings.filter(({ confirmed }) => confirmed || this.#trustClaims);
  }
}
