import { isDeepStrictEqual } from 'node:util';
import {
  ENTITY_REF,
  safeLink,
  syncStatusSchema,
} from '@backstage-gitops/plugin-gitops-common';
import {
  ObservedApplication,
  readEntityRefs,
} from '@backstage-gitops/plugin-gitops-node';
import { listImages } from '../images';
import { ArgocdApplication } from './application';
import { projectChanges } from './changes';
import { comparisonFailed } from './comparisonFailed';
import { projectConditions } from './conditions';
import { projectHealth } from './health';
import { sourceRevisions } from './hydration';
import { projectOperation } from './operation';
import { projectPaused } from './paused';
import { projectRequest } from './request';
import {
  desiredRevisions,
  projectSources,
  sourceChanged,
  syncedRevisions,
} from './sources';
import { projectSyncs } from './syncs';
import { applierOf } from './tracking';

/** The ApplicationSet that has made it, or the Application that has applied it. */
function parentOf({
  metadata,
  status,
}: ArgocdApplication): ObservedApplication['parent'] {
  const set = metadata.ownerReferences?.find(
    owner => owner.kind === 'ApplicationSet',
  );
  if (set) {
    return { kind: set.kind, namespace: metadata.namespace, name: set.name };
  }
  return applierOf(metadata, status?.controllerNamespace ?? metadata.namespace);
}

function projectLinks(
  { metadata }: ArgocdApplication,
  frontendUrl: string | undefined,
): ObservedApplication['links'] {
  if (frontendUrl === undefined) return [];
  const path = [metadata.namespace, metadata.name].map(encodeURIComponent);
  const url = safeLink(`${frontendUrl}/applications/${path.join('/')}`);
  return url ? [{ title: 'Argo CD', url }] : [];
}

export interface ProjectOptions {
  /** Without one there are no links. */
  frontendUrl?: string;
  /** The look before at the same object, which may know what is forgotten since. */
  previous?: ObservedApplication;
}

/**
 * The small record of an Application. What drifted is in it only where nothing
 * did, as Argo CD compares fields; what did, it tells with the managed resources.
 */
export function projectApplication(
  application: ArgocdApplication,
  options: ProjectOptions,
): ObservedApplication {
  const { metadata, spec, status } = application;
  const { previous } = options;
  const parent = parentOf(application);
  const project = spec?.project ?? undefined;
  const sync = syncStatusSchema.safeParse(status?.sync?.status);
  const failed = comparisonFailed(application);
  const automated = spec?.syncPolicy?.automated;
  const toSource = sourceRevisions(application, previous);
  return {
    kind: 'Application',
    namespace: metadata.namespace,
    name: metadata.name,
    uid: metadata.uid ?? undefined,
    labels: metadata.labels ?? {},
    entityRefs: readEntityRefs(metadata.annotations?.[ENTITY_REF]),
    project,
    parent,
    // The ApplicationSet tells; until that is read, what is known stands.
    appliedBy: isDeepStrictEqual(previous?.parent, parent)
      ? previous?.appliedBy
      : undefined,
    dependsOn: [],
    destination: {
      cluster:
        spec?.destination?.name || spec?.destination?.server || undefined,
      namespace: spec?.destination?.namespace ?? undefined,
    },
    sources: projectSources(application),
    sync: {
      status: sync.data ?? 'Unknown',
      comparisonFailed: failed,
      desiredRevisions: toSource.now(desiredRevisions(application)) ?? [],
      deployedRevisions:
        toSource.now(syncedRevisions(status?.history?.at(-1))) ?? [],
      sourceChanged: sourceChanged(application),
      byRevisionOnly: false,
    },
    drift: sync.data === 'Synced' ? { fields: [], total: 0 } : null,
    health: projectHealth(application),
    operation: projectOperation(application),
    syncs: projectSyncs(application).map(each => ({
      ...each,
      revisions: toSource.then(each.revisions) ?? each.revisions,
    })),
    request: projectRequest(application),
    changes: failed ? null : projectChanges(application),
    // They are its project's; until that is read, those known stand.
    syncWindows: (previous?.project === project && previous?.syncWindows) || [],
    images: listImages(status?.summary?.images) ?? null,
    paused: projectPaused(application),
    automation: {
      enabled: Boolean(automated) && automated?.enabled !== false,
      selfHeal: automated?.selfHeal ?? false,
      prune: automated?.prune ?? false,
    },
    conditions: projectConditions(application),
    links: projectLinks(application, options.frontendUrl),
  };
}
