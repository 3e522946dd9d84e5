import { ENTITY_REF } from '@backstage-gitops/plugin-gitops-common';
import {
  ObservedApplication,
  readEntityRefs,
  shorten,
  toTimestamp,
} from '@backstage-gitops/plugin-gitops-node';
import { projectHealth } from './health';
import { findCondition, Kustomization } from './kustomization';
import { projectOperation } from './operation';
import { projectPaused } from './paused';
import { projectSource, SourceState } from './source';
import { projectSync } from './sync';

/** What applied this one, by the labels that Flux leaves on what it applies. */
function parentOf({ metadata }: Kustomization): ObservedApplication['parent'] {
  const labels = metadata.labels ?? {};
  for (const [group, kind] of [
    ['kustomize', 'Kustomization'],
    ['helm', 'HelmRelease'],
  ]) {
    const name = labels[`${group}.toolkit.fluxcd.io/name`];
    const namespace = labels[`${group}.toolkit.fluxcd.io/namespace`];
    // The root of a cluster applies itself, too.
    const isSelf =
      kind === 'Kustomization' &&
      name === metadata.name &&
      namespace === metadata.namespace;
    if (name && namespace && !isSelf) return { kind, namespace, name };
  }
  return undefined;
}

function projectConditions(
  kustomization: Kustomization,
): ObservedApplication['conditions'] {
  const conditions: ObservedApplication['conditions'] = [];
  const deletedAt = kustomization.metadata.deletionTimestamp;
  // While it is being deleted its conditions stay as they were.
  if (deletedAt) {
    conditions.push({
      type: 'Deleting',
      message: 'It is being deleted',
      since: toTimestamp(deletedAt),
    });
  }
  for (const [type, bad] of [
    ['Ready', 'False'],
    ['Healthy', 'False'],
    ['Stalled', 'True'],
  ]) {
    const condition = findCondition(kustomization, type);
    if (condition?.status === bad) {
      conditions.push({
        type: condition.reason || type,
        message: shorten(condition.message, 2000),
        since: toTimestamp(condition.lastTransitionTime ?? undefined),
      });
    }
  }
  return conditions.filter(
    (each, i) =>
      conditions.findIndex(
        other => other.type === each.type && other.message === each.message,
      ) === i,
  );
}

/**
 * The small record of a Kustomization and its source. Drift is not in it: Flux
 * does not report any.
 */
export function projectKustomization(
  kustomization: Kustomization,
  source: SourceState,
  { cluster }: { cluster: string },
): ObservedApplication {
  const { metadata, spec } = kustomization;
  const sync = projectSync(kustomization, source);
  return {
    kind: 'Kustomization',
    namespace: metadata.namespace,
    name: metadata.name,
    uid: metadata.uid ?? undefined,
    labels: metadata.labels ?? {},
    entityRefs: readEntityRefs(metadata.annotations?.[ENTITY_REF]),
    project: undefined,
    parent: parentOf(kustomization),
    destination: {
      // With a kubeConfig it applies to another cluster, which it does not name.
      cluster: spec?.kubeConfig ? undefined : cluster,
      namespace: spec?.targetNamespace ?? undefined,
    },
    sources: projectSource(kustomization, source),
    sync,
    drift: null,
    health: projectHealth(kustomization, sync.status),
    operation: projectOperation(kustomization),
    paused: projectPaused(kustomization),
    automation: {
      enabled: true,
      selfHeal: true,
      prune: spec?.prune ?? false,
    },
    conditions: projectConditions(kustomization),
    links: [],
  };
}
