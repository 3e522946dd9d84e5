import { ConflictError } from '@backstage/errors';
import {
  acknowledgeRequestSchema,
  Alert,
  gitopsAlertAcknowledgePermission,
  gitopsApplicationReadPermission,
} from '@backstage-gitops/plugin-gitops-common';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import { acknowledge } from '../../alerts/acknowledge';
import { getAlert } from '../../alerts/getAlert';
import { allowedOf } from '../allowed';
import { parse } from '../parse';
import { Permits } from '../Permits';
import { requirePerson } from '../requirePerson';
import { Route } from '../route';
import { SeenAlerts } from '../SeenAlerts';
import { toAlert } from '../toAlert';

/** Somebody takes note of an alert, for everybody to see. */
export function acknowledgeAlertRoute({
  db,
  alerts,
  permits,
  onChanged,
}: {
  db: Knex;
  alerts: SeenAlerts;
  permits: Permits;
  onChanged: (applicationIds: string[]) => void;
}): Route<Alert> {
  return {
    method: 'post',
    path: '/alerts/:id/acknowledge',
    permission: gitopsApplicationReadPermission,
    audit: {
      eventId: 'alert-acknowledge',
      about: ({ params }) => aboutAttempt(db, params.id),
      outcome: () => ({}),
    },
    async handle({ params: { id }, body, credentials }) {
      const by = requirePerson(credentials);
      const { note } = parse(acknowledgeRequestSchema, body);
      const { bindings } = await alerts.get(id, credentials);
      await permits.require(
        { permission: gitopsAlertAcknowledgePermission, bindings },
        credentials,
      );
      const written = await acknowledge(db, id, {
        by,
        at: new Date().toISOString(),
        note: note || undefined,
      });
      if (!written) {
        throw new ConflictError(
          'The alert is closed, so there is nothing to acknowledge any more.',
        );
      }
      onChanged([written.application.id]);
      const [allowed] = await allowedOf(
        permits,
        [{ bindings, operations: [] }],
        credentials,
      );
      return toAlert(written, bindings, allowed);
    },
  };
}

async function aboutAttempt(db: Knex, id: string): Promise<JsonObject> {
  const application = (await getAlert(db, id))?.application;
  return {
    alertId: id,
    ...(application && {
      applicationId: application.id,
      instance: application.instance,
      namespace: application.namespace,
      name: application.name,
    }),
  };
}
