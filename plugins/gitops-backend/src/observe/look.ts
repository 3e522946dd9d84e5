import { EngineKind } from '@backstage-gitops/plugin-gitops-common';
import { ObservedApplication } from '@backstage-gitops/plugin-gitops-node';
import { Declaration, GitFacts, GitSource } from '../git/types';
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

/** The Git sources, each with the revisions that the engine gives for it. */
export function gitSources({
  sources,
  sync,
}: ObservedApplication): GitSource[] {
  // An engine that finds nothing to change deploys nothing.
  const agrees =
    sync.status === 'Synced' && sync.comparisonFailed === undefined;
  return sources.flatMap((source, index) => {
    if (source.type !== 'git') return [];
    const desiredRevision = sync.desiredRevisions.at(index) || undefined;
    const deployedRevision = sync.deployedRevisions.at(index) || undefined;
    return [
      {
        repoUrl: source.repoUrl,
        path: source.path ?? '',
        targetRevision: source.targetRevision,
        desiredRevision,
        deployedRevision,
        appliedRevision:
          (agrees ? desiredRevision : undefined) ?? deployedRevision,
      },
    ];
  });
}

/** Where the application is declared, as far as the engine tells. */
export function declarationOf(
  { engine, instance }: Pick<Look, 'engine' | 'instance'>,
  { parent, kind, namespace, name, sources, sync }: ObservedApplication,
): Declaration | undefined {
  if (!parent) return undefined;
  const fromGit = sources.some(({ type }) => type === 'git');
  return {
    parentId: applicationId(engine, instance, parent),
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
