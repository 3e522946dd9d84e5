import { EngineKind } from '@backstage-gitops/plugin-gitops-common';
import { ObservedApplication } from '@backstage-gitops/plugin-gitops-node';
import { GitFacts, GitSource } from '../git/types';
import { hashOf } from '../store/hash';
import { StoredObservation } from '../store/rows';
import { ApplicationWrite } from '../store/saveApplications';
import { syncChange } from '../syncs/syncChange';
import { transition, TransitionEvent } from '../transition';

/** One look at one application. */
export interface Look {
  id: string;
  engine: EngineKind;
  instance: string;
  /** See `TransitionContext`. */
  gap: boolean;
  /** Absent where only Git has news: then as it was observed last. */
  observed?: ObservedApplication;
}

const NOTHING_KNOWN: GitFacts = {
  desired: [],
  relation: { state: 'unknown', ahead: null, behind: null },
  pendingCommits: null,
  pendingCommitsSeenByEngine: null,
  pendingSince: null,
  deployedCommit: null,
};

/** What a look changes of what is kept; undefined where it changes nothing. */
export function weigh(
  { id, engine, instance, gap }: Look,
  observed: ObservedApplication,
  stored: StoredObservation | undefined,
  {
    facts = NOTHING_KNOWN,
    environment,
    now,
  }: { facts?: GitFacts; environment: string | null; now: string },
): { write: ApplicationWrite; events: TransitionEvent[] } | undefined {
  const context = { id, engine, instance, gap };
  const { record, events } = transition(
    stored?.record,
    observed,
    facts,
    now,
    context,
  );
  const observedHash = hashOf(observed);
  const unchanged =
    stored?.record &&
    stored.observedHash === observedHash &&
    stored.environment === environment &&
    hashOf(stored.record) === hashOf(record);
  if (unchanged) return undefined;
  return {
    write: {
      previous: stored?.record,
      record,
      observed,
      observedHash,
      syncs: syncChange(stored?.observed, observed),
      environment,
      previousVersion: stored?.version,
      at: now,
    },
    events,
  };
}

/** The Git sources, each with the revisions that the engine gives for it. */
export function gitSources({
  sources,
  sync,
}: ObservedApplication): GitSource[] {
  return sources.flatMap((source, index) =>
    source.type === 'git'
      ? [
          {
            repoUrl: source.repoUrl,
            path: source.path ?? '',
            targetRevision: source.targetRevision,
            desiredRevision: sync.desiredRevisions.at(index) || undefined,
            deployedRevision: sync.deployedRevisions.at(index) || undefined,
          },
        ]
      : [],
  );
}

/** Whether both would be bound to the same entities. */
export function bindAlike(
  a: ObservedApplication | undefined,
  b: ObservedApplication,
): boolean {
  return a !== undefined && hashOf(bindable(a)) === hashOf(bindable(b));
}

function bindable({
  labels,
  entityRefs,
  project,
  destination,
  sources,
}: ObservedApplication) {
  return { labels, entityRefs, project, destination, sources };
}
