import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  Binding,
  gitopsFleetReadPermission,
} from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { isApplicationId } from '../store/applicationId';
import { getApplication } from '../store/getApplication';
import { listBindings } from '../store/listByEntities';
import { StoredApplication } from '../store/rows';
import { Authorizer } from './Authorizer';
import { EntityReader } from './EntityReader';

/** An application as somebody may see it. */
export interface SeenApplication {
  stored: StoredApplication;
  /** With the entities that the person may read. */
  bindings: Binding[];
}

/** Finds an application for somebody who may see it: through an entity, or as one of the fleet. */
export class SeenApplications {
  readonly #options: {
    db: Knex;
    reader: EntityReader;
    authorizer: Authorizer;
  };

  constructor(options: {
    db: Knex;
    reader: EntityReader;
    authorizer: Authorizer;
  }) {
    this.#options = options;
  }

  /** @throws NotFoundError for unknown and for forbidden alike */
  async get(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<SeenApplication> {
    const seen = await this.find(id, credentials);
    if (seen) return seen;
    throw new NotFoundError('There is no such application that you may see.');
  }

  /** Undefined for unknown and for forbidden alike. */
  async find(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<SeenApplication | undefined> {
    if (!isApplicationId(id)) return undefined;
    const { db, reader, authorizer } = this.#options;
    const all = (await listBindings(db, [id])).get(id) ?? [];
    const readable = await reader.readable(
      all.map(binding => binding.entityRef),
      credentials,
    );
    const seen =
      readable.size > 0 ||
      (await authorizer.allows(gitopsFleetReadPermission, credentials));
    const stored = seen ? await getApplication(db, id) : undefined;
    if (!stored) return undefined;
    const bindings = all.filter(({ entityRef }) => readable.has(entityRef));
    return { stored, bindings };
  }
}
