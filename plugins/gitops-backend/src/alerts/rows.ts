import { alertSchema } from '@backstage-gitops/plugin-gitops-common';
import { z } from 'zod';

/** An alert as it is kept: all but what depends on who reads it. */
const storedAlertSchema = alertSchema.omit({
  type: true,
  entityRefs: true,
  mayAcknowledge: true,
});
export type StoredAlert = z.infer<typeof storedAlertSchema>;

export interface AlertRow {
  id: string;
  application_id: string;
  status: StoredAlert['status'];
  application: string;
  drift: string;
  opened_at: string;
  closed_at: string | null;
  ending: string | null;
  acknowledged_by: string | null;
  acknowledged_at: string | null;
  note: string | null;
}

export interface AlertEntityRow {
  alert_id: string;
  entity_ref: string;
  /** SQLite has no booleans. */
  confirmed: boolean | number;
}

/** What is told of an alert. */
export type Told = 'opened' | 'closed';

/** The ways by which it is told. */
export const CHANNELS = ['notification', 'event'] as const;
export type ChannelName = (typeof CHANNELS)[number];

export interface DeliveryRow {
  alert_id: string;
  what: Told;
  channel: ChannelName;
  due_at: string;
  attempts: number;
  sent_at: string | null;
}

/** None where an earlier release wrote another shape. */
export function toAlerts(row: AlertRow): StoredAlert[] {
  const { data } = storedAlertSchema.safeParse({
    id: row.id,
    status: row.status,
    application: JSON.parse(row.application),
    drift: JSON.parse(row.drift),
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    end: row.ending === null ? null : JSON.parse(row.ending),
    acknowledged:
      row.acknowledged_by === null
        ? null
        : {
            by: row.acknowledged_by,
            at: row.acknowledged_at,
            note: row.note ?? undefined,
          },
  });
  return data ? [data] : [];
}
