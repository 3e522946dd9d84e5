import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  InstanceHealth,
  OPERATION_PERMISSIONS,
  OperationType,
} from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { instanceIndex, listInstances } from '../store/instances';
import { Permits } from './Permits';
import { SeenApplication, SeenApplications } from './SeenApplications';

/** An application on which somebody may do what they ask for. */
export interface Operable extends SeenApplication {
  instance: InstanceHealth;
}

/** Finds an application for somebody who wants to act on it. */
export class Operables {
  readonly #options: {
    db: Knex;
    applications: SeenApplications;
    permits: Permits;
  };

  constructor(options: {
    db: Knex;
    applications: SeenApplications;
    permits: Permits;
  }) {
    this.#options = options;
  }

  /**
   * @throws NotFoundError for what may not be seen
   * @throws NotAllowedError for what may not be done
   * @throws InputError for what its instance cannot do
   */
  async get(
    id: string,
    type: OperationType,
    credentials: BackstageCredentials,
  ): Promise<Operable> {
    const { db, applications, permits } = this.#options;
    const seen = await applications.get(id, credentials);
    const permission = OPERATION_PERMISSIONS[type];
    const { stored, bindings } = seen;
    await permits.require({ permission, bindings }, credentials);
    const instance = instanceIndex(await listInstances(db))(stored.record);
    if (!instance?.capabilities.operations.includes(type)) {
      throw new InputError(
        `Instance "${stored.record.instance}" cannot ${type} an application.`,
      );
    }
    return { ...seen, instance };
  }
}
