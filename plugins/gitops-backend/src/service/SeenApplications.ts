import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { Binding } from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { isApplicationId } from '../store/applicationId';
import { getApplication } from '../store/getApplication';
import { listBindings } from '../store/listByEntities';
import { StoredApplication } from '../store/rows';
import { seenBindings, SeenThrough } from './seenBindings';

/** An application as somebody may see it. */
export interface SeenApplication {
  stored: StoredApplication;
  /** With the entities that the person may read. */
  bindings: Binding[];
}

/** Finds an application for somebody who may see it: through an entity, or as one of the fleet. */
export class SeenApplications {
  readonly #options: SeenThrough & { db: Knex };

  constructor(options: SeenThrough & { db: Knex }) {
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
    const { db } = this.#options;
    const all = (await listBindings(db, [id])).get(id) ?? [];
    const bindings = await seenBindings(all, credentials, this.#options);
    const stored = bindings && (await getApplication(db, id));
    return stored && { stored, bindings };
  }
}
