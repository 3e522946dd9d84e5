import {
  Drift,
  DriftActor,
  DriftedField,
  MAX_DRIFTED_FIELDS,
  Since,
} from '@backstage-gitops/plugin-gitops-common';
import { ObservedApplication } from '@backstage-gitops/plugin-gitops-node';
import { Judgement } from './divergence';
import { changedAt, fromEvidence, Moment } from './since';

/** What the open incident depends on beside the fields. */
export interface DriftContext extends Moment {
  applicationId: string;
  judgement: Judgement;
  /** The application was seen in agreement from then on: nothing drifted before. */
  agreedAt: string | null;
}

/**
 * The incident that is open after this look. It keeps its id until the
 * application agrees or a check finds nothing; a look that did not check, and a
 * comparison that failed, neither open nor end one.
 */
export function nextDrift(
  previous: Drift | null,
  observed: ObservedApplication['drift'],
  context: DriftContext,
): Drift | null {
  if (context.judgement.status === 'Synced') return null;
  if (context.judgement.status === 'Unknown' || !observed) return previous;
  if (observed.total === 0) return null;
  return {
    incidentId: previous?.incidentId ?? incidentIdOf(context),
    since: previous?.since ?? onset(observed.fields, context),
    ...actorOf(observed.fields),
    fields: observed.fields.slice(0, MAX_DRIFTED_FIELDS),
    total: observed.total,
  };
}

/** Told by the application and the moment it opened, so that it needs no randomness. */
function incidentIdOf({ applicationId, now }: DriftContext): string {
  return `${applicationId}.${Date.parse(now).toString(36)}`;
}

/** The earliest time that the fields give, as far as that can be. */
function onset(
  fields: DriftedField[],
  { agreedAt, ...moment }: DriftContext,
): Since {
  const times = fields
    .flatMap(field => (field.at ? [Date.parse(field.at)] : []))
    .filter(time => agreedAt === null || time >= Date.parse(agreedAt));
  const evidence = times.length
    ? fromEvidence(new Date(Math.min(...times)).toISOString(), moment.now)
    : undefined;
  return evidence ?? changedAt(moment);
}

/** A person's doing outweighs what is not known, and that a controller's. */
function actorOf(fields: DriftedField[]): { by: DriftActor; manager?: string } {
  const order: DriftActor[] = ['person', 'unknown', 'controller'];
  const by =
    order.find(actor => fields.some(field => field.by === actor)) ?? 'unknown';
  const manager = fields.find(
    field => field.by === by && field.manager,
  )?.manager;
  return manager ? { by, manager } : { by };
}
