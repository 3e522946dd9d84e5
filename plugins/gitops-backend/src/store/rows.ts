import {
  DisplayWord,
  EngineKind,
} from '@backstage-gitops/plugin-gitops-common';
import {
  ObservedApplication,
  observedApplicationSchema,
} from '@backstage-gitops/plugin-gitops-node';
import { ApplicationRecord, applicationRecordSchema } from '../transition';

export interface ApplicationRow {
  id: string;
  engine: string;
  instance: string;
  kind: string;
  namespace: string;
  name: string;
  project: string | null;
  environment: string | null;
  /** What is said of it first, and how bad that is: 0 is the worst. */
  state: DisplayWord;
  rank: number;
  /** ISO 8601, of the state; empty where not known. */
  since: string;
  labels: string;
  entity_refs: string;
  observed: string;
  observed_hash: string;
  record: string;
  version: number;
  changed_at: string;
}

export interface InstanceRow {
  engine: EngineKind;
  name: string;
  state: 'connecting' | 'reachable' | 'stale' | 'failing';
  since: string;
  reason: string | null;
  last_seen_at: string | null;
  capabilities: string;
  gone_since: string | null;
}

export interface BindingRow {
  entity_ref: string;
  application_id: string;
  /** SQLite has no booleans. */
  confirmed: boolean | number;
}

/** An application as it is kept. */
export interface StoredApplication {
  record: ApplicationRecord;
  environment: string | null;
  version: number;
  /** ISO 8601 */
  changedAt: string;
}

/** With what the engine gave, for those that work it out anew. */
export interface StoredObservation {
  id: string;
  engine: EngineKind;
  instance: string;
  observedHash: string;
  environment: string | null;
  version: number;
  /** Undefined where an earlier release wrote it in another shape. */
  record?: ApplicationRecord;
  observed?: ObservedApplication;
}

/** What `toStored` needs of a row. */
export type StoredColumns = Pick<
  ApplicationRow,
  'record' | 'environment' | 'version' | 'changed_at'
>;

/** None where an earlier release wrote another shape; the next look mends that. */
export function toStored(row: StoredColumns): StoredApplication[] {
  const record = parseRecord(row.record);
  const { environment, version, changed_at: changedAt } = row;
  return record ? [{ record, environment, version, changedAt }] : [];
}

/** Undefined where an earlier release wrote another shape. */
export function parseRecord(json: string): ApplicationRecord | undefined {
  return applicationRecordSchema.safeParse(JSON.parse(json)).data;
}

export function parseObserved(json: string): ObservedApplication | undefined {
  return observedApplicationSchema.safeParse(JSON.parse(json)).data;
}
