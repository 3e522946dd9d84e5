import { EventsService } from '@backstage/plugin-events-node';
import {
  GITOPS_EVENTS_TOPIC,
  GitopsEvent,
} from '@backstage-gitops/plugin-gitops-common';
import { AlertChannel, Telling } from './AlertChannel';

/** Tells other plugins, on Backstage's event bus. */
export class EventChannel implements AlertChannel {
  readonly name = 'event';
  readonly #events: EventsService;

  constructor(options: { events: EventsService }) {
    this.#events = options.events;
  }

  async tell({ alert, what, entityRefs }: Telling): Promise<boolean> {
    const { id, application, openedAt, closedAt } = alert;
    const eventPayload: GitopsEvent = {
      type: what === 'opened' ? 'drift.opened' : 'drift.closed',
      alertId: id,
      applicationId: application.id,
      application: application.name,
      environment: application.environment,
      entityRefs,
      at: (what === 'closed' && closedAt) || openedAt,
    };
    await this.#events.publish({ topic: GITOPS_EVENTS_TOPIC, eventPayload });
    return true;
  }
}
