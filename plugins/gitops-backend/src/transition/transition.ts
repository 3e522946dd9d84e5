import { Source } from '@backstage-gitops/plugin-gitops-common';
import {
  ObservedApplication,
  ObservedSource,
} from '@backstage-gitops/plugin-gitops-node';
import { GitFacts } from '../git/types';
import { judgeDivergence } from './divergence';
import { nextDrift } from './drift';
import { nextHealth } from './health';
import { divergenceSince, pausedSince } from './onset';
import {
  ApplicationRecord,
  StatusTriple,
  TransitionContext,
  TransitionEvent,
} from './record';
import { nextSync } from './sync';
import { withoutAgreed } from './waiting';

/**
 * What is known of an application after a look at it, and what happened since
 * the look before. Pure: the same look twice changes nothing and tells nothing.
 *
 * @param previous - what was known before; undefined at first sight
 * @param now - ISO 8601, UTC
 */
export function transition(
  previous: ApplicationRecord | undefined,
  observed: ObservedApplication,
  facts: GitFacts,
  now: string,
  context: TransitionContext,
): { record: ApplicationRecord; events: TransitionEvent[] } {
  // An object that was created anew has nothing to do with the one before.
  const recreated =
    previous?.uid && observed.uid ? previous.uid !== observed.uid : false;
  const before = recreated ? undefined : previous;

  const openDrift = before?.drift ?? null;
  const git = withoutAgreed(observed, facts);
  const judgement = judgeDivergence(observed, git, openDrift);
  const moment = { now, watched: before !== undefined && !context.gap };
  const drift = nextDrift(openDrift, observed.drift, {
    ...moment,
    applicationId: context.id,
    judgement,
    agreedAt: before?.sync.divergence === 'None' ? before.sync.since.at : null,
  });
  const record: ApplicationRecord = {
    id: context.id,
    engine: context.engine,
    instance: context.instance,
    kind: observed.kind,
    namespace: observed.namespace,
    name: observed.name,
    uid: observed.uid,
    project: observed.project,
    parent: observed.parent,
    appliedBy: observed.appliedBy,
    dependsOn: observed.dependsOn,
    destination: observed.destination,
    sources: observed.sources.map(shownSource),
    sync: nextSync(observed, git, {
      judgement,
      since: divergenceSince(before, judgement, { drift, git, moment }),
    }),
    deployedCommit: git.deployedCommit,
    drift,
    health: nextHealth(before?.health, observed.health, judgement, moment),
    operation: observed.operation,
    paused: observed.paused && {
      by: observed.paused.by,
      since: pausedSince(before?.paused, observed.paused, moment),
    },
    automation: observed.automation,
    conditions: observed.conditions,
    syncWindows: observed.syncWindows,
    images: observed.images,
    links: observed.links,
  };
  return { record, events: eventsOf(previous, record) };
}

function eventsOf(
  previous: ApplicationRecord | undefined,
  record: ApplicationRecord,
): TransitionEvent[] {
  const applicationId = record.id;
  const events: TransitionEvent[] = [];
  const to = tripleOf(record);
  const from = previous && tripleOf(previous);
  if (
    from &&
    (from.sync !== to.sync ||
      from.divergence !== to.divergence ||
      from.health !== to.health)
  ) {
    events.push({ type: 'statusChanged', applicationId, from, to });
  }
  const closed = previous?.drift?.incidentId;
  const opened = record.drift?.incidentId;
  if (closed !== opened) {
    if (closed) {
      events.push({ type: 'driftClosed', applicationId, incidentId: closed });
    }
    if (opened) {
      events.push({ type: 'driftOpened', applicationId, incidentId: opened });
    }
  }
  return events;
}

/** As the contract has it. */
function shownSource({
  ref: _ref,
  inputs: _inputs,
  nested: _nested,
  commits: _commits,
  ...source
}: ObservedSource): Source {
  return source;
}

function tripleOf(record: ApplicationRecord): StatusTriple {
  return {
    sync: record.sync.status,
    divergence: record.sync.divergence,
    health: record.health.status,
  };
}
