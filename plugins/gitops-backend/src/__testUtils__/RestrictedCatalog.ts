import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  GetEntitiesByRefsRequest,
  GetEntitiesRequest,
} from '@backstage/catalog-client';
import { InMemoryCatalogClient } from '@backstage/catalog-client/testUtils';
import {
  CompoundEntityRef,
  Entity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { mockCredentials } from '@backstage/backend-test-utils';

interface Options {
  credentials: BackstageCredentials;
}

/** A catalog that hides some entities from users, and counts what it is asked on their behalf. */
export class RestrictedCatalog extends InMemoryCatalogClient {
  readonly #hidden: string[];
  /** Questions asked with a user's credentials. */
  asked = 0;

  constructor(entities: Entity[], hidden: string[]) {
    super({ entities });
    this.#hidden = hidden;
  }

  async getEntityByRef(ref: string | CompoundEntityRef, options?: Options) {
    const entity = await super.getEntityByRef(ref);
    return entity && this.#shows(entity, options) ? entity : undefined;
  }

  async getEntitiesByRefs(
    request: GetEntitiesByRefsRequest,
    options?: Options,
  ) {
    if (isUser(options)) this.asked += 1;
    const { items } = await super.getEntitiesByRefs(request);
    return {
      items: items.map(entity =>
        entity && this.#shows(entity, options) ? entity : undefined,
      ),
    };
  }

  async getEntities(request?: GetEntitiesRequest, options?: Options) {
    if (isUser(options)) this.asked += 1;
    const { items } = await super.getEntities(request);
    return { items: items.filter(entity => this.#shows(entity, options)) };
  }

  #shows(entity: Entity, options: Options | undefined): boolean {
    return (
      !isUser(options) || !this.#hidden.includes(stringifyEntityRef(entity))
    );
  }
}

function isUser(options: Options | undefined): boolean {
  const principal = options?.credentials.principal;
  return (
    JSON.stringify(principal) ===
    JSON.stringify(mockCredentials.user().principal)
  );
}
