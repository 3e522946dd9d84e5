import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  Binding,
  ENTITY_REF,
  EntityPermission,
  Permitted,
} from '@backstage-gitops/plugin-gitops-common';
import { Authorizer, EntityQuestion } from './Authorizer';

/** As many entities as a sentence has room for. */
const MAX_LISTED = 5;

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

  /** Answers in the order of the questions; the policy is asked each thing once. */
  async ask(
    questions: PermitQuestion[],
    credentials: BackstageCredentials,
  ): Promise<Permitted[]> {
    const pairs = new Map<string, EntityQuestion>();
    const byQuestion = questions.map(({ permission, bindings }) =>
      this.giving(bindings).map(({ entityRef }) => {
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

  /** @throws NotAllowedError that says what is missing, and how to come by it */
  async require(
    question: PermitQuestion,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const [permitted] = await this.ask([question], credentials);
    if (permitted === true) return;
    throw new NotAllowedError(
      permitted === 'forbidden'
        ? forbidden(question, this.giving(question.bindings))
        : unconfirmed(question.bindings),
    );
  }

  /** Those that can give a right, where the policy allows it. */
  giving(bindings: Binding[]): Binding[] {
    return bindings.filter(({ confirmed }) => confirmed || this.#trustClaims);
  }
}

function forbidden({ permission }: PermitQuestion, giving: Binding[]): string {
  return `This needs the permission "${
    permission.name
  }" for an entity that the application belongs to: ask the owner of ${listed(
    giving,
  )}.`;
}

function unconfirmed(bindings: Binding[]): string {
  if (bindings.length === 0) {
    return 'The application belongs to no entity that you may read, and rights come from an entity only.';
  }
  return `The application is merely claimed by ${listed(
    bindings,
  )}, which gives no right to it. If it belongs there, confirm it on the application with the annotation "${ENTITY_REF}: ${
    bindings[0].entityRef
  }".`;
}

function listed(bindings: Binding[]): string {
  const refs = bindings.slice(0, MAX_LISTED).map(({ entityRef }) => entityRef);
  const more = bindings.length - refs.length;
  return `${refs.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
