import {
  APPLICATION_SET,
  EngineKind,
} from '@backstage-gitops/plugin-gitops-common';
import { ObservedApplication } from '@backstage-gitops/plugin-gitops-node';
import { Declaration, GitFacts } from '../git/types';
import { applicationId } from '../store/applicationId';
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
  declaration: { pendingCommits: 0, held: 0, heldSince: null },
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

/**
 * The applications, and what makes some, that the engine has still to bring in line
 * with this one's manifests.
 */
export function differingIn(
  { engine, instance }: Pick<Look, 'engine' | 'instance'>,
  { kind, changes }: ObservedApplication,
): string[] {
  return (changes?.resources ?? []).flatMap(resource =>
    resource.kind === kind || resource.kind === APPLICATION_SET
      ? applicationId(engine, instance, {
          kind: resource.kind,
          namespace: resource.namespace ?? '',
          name: resource.name,
        })
      : [],
  );
}

/** Where the application is declared, as far as the engine tells. */
export function declarationOf(
  { engine, instance }: Pick<Look, 'engine' | 'instance'>,
  observed: ObservedApplication,
): Declaration | undefined {
  const { parent, appliedBy, sources, sync } = observed;
  if (!parent) return undefined;
  const { kind, namespace, name } = appliedBy ? parent : observed;
  const fromGit = sources.some(({ type }) => type === 'git');
  return {
    parentId: applicationId(engine, instance, appliedBy ?? parent),
    objectId: applicationId(engine, instance, { kind, namespace, name }),
    kind,
    namespace,
    name,
    // Out of sync with Git, an application can still be the one that was declared.
    inEffect: fromGit ? !sync.sourceChanged : sync.status === 'Synced',
  };
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
