import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  Binding,
  gitopsFleetReadPermission,
} from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { bindingsOfAlerts } from '../alerts/bindingsOfAlerts';
import { getAlert } from '../alerts/getAlert';
import { StoredAlert } from '../alerts/rows';
import { Authorizer } from './Authorizer';
import { EntityReader } from './EntityReader';

/** An alert as somebody may see it. */
export interface SeenAlert {
  alert: StoredAlert;
  /** With the entities that the person may read. */
  bindings: Binding[];
}

/** Finds an alert for somebody who may see it: through an entity, or as one of the fleet. */
export class SeenAlerts {
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
  async get(id: string, credentials: BackstageCredentials): Promise<SeenAlert> {
    const { db, reader, authorizer } = this.#options;
    const alert = await getAlert(db, id);
    if (!alert) throw notFound();
    const all = (await bindingsOfAlerts(db, [alert])).get(id) ?? [];
    const readable = await reader.readable(
      all.map(({ entityRef }) => entityRef),
      credentials,
    );
    const bindings = all.filter(({ entityRef }) => readable.has(entityRef));
    const seen =
      bindings.length > 0 ||
      (await authorizer.allows(gitopsFleetReadPermission, credentials));
    if (!seen) throw notFound();
    return { alert, bindings };
  }
}

function notFound(): NotFoundError {
  return new NotFoundError('There is no such alert that you may see.');
}
