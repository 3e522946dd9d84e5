import {
  AuditorService,
  AuditorServiceCreateEventOptions,
} from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';

export interface AuditedEvent {
  eventId: string;
  outcome: 'succeeded' | 'failed';
  meta: JsonObject;
  error?: string;
}

/** An auditor that remembers what it was told, once it is known how it ended. */
export class RecordedAuditor implements AuditorService {
  readonly events: AuditedEvent[] = [];

  async createEvent({ eventId, meta }: AuditorServiceCreateEventOptions) {
    return {
      success: async (options?: { meta?: JsonObject }) => {
        const whole = { ...meta, ...options?.meta };
        this.events.push({ eventId, outcome: 'succeeded', meta: whole });
      },
      fail: async (options: { meta?: JsonObject; error: Error }) => {
        this.events.push({
          eventId,
          outcome: 'failed',
          meta: { ...meta, ...options.meta },
          error: options.error.name,
        });
      },
    };
  }
}
