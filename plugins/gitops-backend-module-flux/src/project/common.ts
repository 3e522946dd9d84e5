import { ENTITY_REF } from '@backstage-gitops/plugin-gitops-common';
import {
  ObservedApplication,
  readEntityRefs,
  shorten,
  toTimestamp,
} from '@backstage-gitops/plugin-gitops-node';
import { findCondition, FluxObject } from './object';
import { projectOperation } from './operation';
import { projectPaused } from './paused';
import { projectRequest } from './request';
import { FoundSource, suspendedSources } from './sourcesBehind';

/** More than anybody names. */
const MAX_DEPENDENCIES = 100;

/** What applied this one, by the labels that Flux leaves on what it applies. */
function parentOf(
  ownKind: string,
  { metadata }: FluxObject,
): ObservedApplication['parent'] {
  const labels = metadata.labels ?? {};
  for (const [group, kind] of [
    ['kustomize', 'Kustomization'],
    ['helm', 'HelmRelease'],
  ]) {
    const name = labels[`${group}.toolkit.fluxcd.io/name`];
    const namespace = labels[`${group}.toolkit.fluxcd.io/namespace`];
    // The root of a cluster applies itself, too.
    const isSelf =
      kind === ownKind &&
      name === metadata.name &&
      namespace === metadata.namespace;
    if (name && namespace && !isSelf) return { kind, namespace, name };
  }
  return undefined;
}

function dependenciesOf(
  kind: string,
  { metadata, spec }: FluxObject,
): ObservedApplication['dependsOn'] {
  const all = (spec?.dependsOn ?? []).slice(0, MAX_DEPENDENCIES);
  return all.map(({ name, namespace }) => ({
    kind,
    namespace: namespace || metadata.namespace,
    name,
  }));
}

function projectConditions(
  object: FluxObject,
): ObservedApplication['conditions'] {
  const conditions: ObservedApplication['conditions'] = [];
  const deletedAt = object.metadata.deletionTimestamp;
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
    ['TestSuccess', 'False'],
    ['Stalled', 'True'],
  ]) {
    const condition = findCondition(object, type);
    if (condition?.status === bad) {
      conditions.push({
        type: shorten(condition.reason || type, 200),
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

/** The part of an application's record that is made alike of every kind. */
export function projectCommon(
  kind: string,
  object: FluxObject,
  options: { isAtWork: boolean; sources: FoundSource[] },
) {
  const { metadata } = object;
  return {
    kind,
    namespace: metadata.namespace,
    name: metadata.name,
    uid: metadata.uid ?? undefined,
    labels: metadata.labels ?? {},
    entityRefs: readEntityRefs(metadata.annotations?.[ENTITY_REF]),
    parent: parentOf(kind, object),
    dependsOn: dependenciesOf(kind, object),
    operation: projectOperation(object, options.isAtWork),
    request: projectRequest(object, options.isAtWork),
    changes: null,
    paused: projectPaused(object),
    conditions: [
      ...projectConditions(object),
      ...suspendedSources(options.sources),
    ],
    syncWindows: [],
    images: null,
    links: [],
  };
}
