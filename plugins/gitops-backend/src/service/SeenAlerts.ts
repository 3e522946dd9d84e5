import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { Binding } from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { bindingsOfAlerts } from '../alerts/bindingsOfAlerts';
import { getAlert } from '../alerts/getAlert';
import { StoredAlert } from '../alerts/rows';
import { seenBindings, SeenThrough } from './seenBindings';

/** An alert as somebody may see it. */
export interface SeenAlert {
  alert: StoredAlert;
  /** With the entities that the person may read. */
  bindings: Binding[];
}

/** Finds an alert for somebody who may see it: through an entity, or as one of the fleet. */
export class SeenAlerts {
  readonly #options: SeenThrough & { db: Knex };

  constructor(options: SeenThrough & { db: Knex }) {
    this.#options = options;
  }

  /** @throws NotFoundError for unknown and for forbidden alike */
  async get(id: string, credentials: BackstageCredentials): Promise<SeenAlert> {
    const { db } = this.#options;
    const alert = await getAlert(db, id);
    if (!alert) throw notFound();
    const all = (await bindingsOfAlerts(db, [alert])).get(id) ?? [];
    const bindings = await seenBindings(all, credentials, this.#options);
    if (!bindings) throw notFound();
    return { alert, bindings };
  }
}

function notFound(): NotFoundError {
  return new NotFoundError('There is no such alert that you may see.');
}
