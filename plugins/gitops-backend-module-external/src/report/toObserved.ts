import {
  ObservedApplication,
  ObservedSync,
} from '@backstage-gitops/plugin-gitops-node';
import { ReportedApplication } from './application';
import { rememberSyncs } from './rememberSyncs';

/**
 * A reported application in the words of the contract; nothing is added to it but the
 * syncs of earlier reports. Pure.
 */
export function toObserved(
  reported: ReportedApplication,
  syncsBefore: ObservedSync[],
): ObservedApplication {
  const { kind, namespace, name, sync, drift, paused } = reported;
  return {
    kind,
    namespace,
    name,
    labels: reported.labels,
    entityRefs: [...new Set(reported.entityRefs)].sort(),
    project: reported.project,
    dependsOn: [],
    destination: reported.destination,
    sources: reported.sources,
    sync: {
      status: sync.status,
      comparisonFailed: sync.message,
      desiredRevisions: sync.desiredRevisions,
      deployedRevisions: sync.deployedRevisions ?? unknownRevisions(reported),
      sourceChanged: sync.sourceChanged,
      byRevisionOnly: sync.byRevisionOnly,
    },
    drift: drift
      ? { fields: drift.fields, total: drift.total ?? drift.fields.length }
      : null,
    health: reported.health,
    ...rememberSyncs(syncsBefore, reported.syncs),
    request: null,
    changes: null,
    syncWindows: [],
    images: null,
    paused: paused ?? null,
    automation: reported.automation ?? {
      enabled: false,
      selfHeal: false,
      prune: false,
    },
    conditions: reported.conditions,
    links: reported.links,
  };
}

/** Empty ones: with none at all it would be said that nothing was ever applied. */
function unknownRevisions({ sources }: ReportedApplication): string[] {
  return Array.from({ length: Math.max(1, sources.length) }, () => '');
}
