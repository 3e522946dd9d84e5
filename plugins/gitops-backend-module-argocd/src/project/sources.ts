import { Source } from '@backstage-gitops/plugin-gitops-common';
import { ObservedSource } from '@backstage-gitops/plugin-gitops-node';
import {
  ArgocdApplication,
  ArgocdRevisions,
  ArgocdSource,
  ArgocdSources,
} from './application';
import { namedInputs } from './namedInputs';

/** The sources there are: several, or the one; an empty stand-in for it is none. */
function listSources(from: ArgocdSources | null | undefined): ArgocdSource[] {
  if (from?.sources?.length) return from.sources;
  return from?.source?.repoURL ? [from.source] : [];
}

function sourceType(source: ArgocdSource): Source['type'] {
  if (source.repoURL.startsWith('oci://')) return 'oci';
  return source.chart ? 'helm' : 'git';
}

function projectSource(source: ArgocdSource): Source {
  return {
    type: sourceType(source),
    repoUrl: source.repoURL,
    path: source.path ?? undefined,
    chart: source.chart ?? undefined,
    targetRevision: source.targetRevision ?? undefined,
  };
}

/** Where people commit: with a source hydrator not the branch that it writes to. */
export function projectSources(
  application: ArgocdApplication,
): ObservedSource[] {
  const { spec } = application;
  const hydrator = spec?.sourceHydrator;
  return listSources(hydrator ? { source: hydrator.drySource } : spec).map(
    source => ({
      ...projectSource(source),
      ...namedInputs(application, source),
    }),
  );
}

// Key order differs between writers, so that plain JSON would.
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(
          Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : inner,
  );
}

function withoutResolution(source: ArgocdSource): unknown {
  // A chart's version is what is deployed; a branch or tag is told by its commits.
  if (sourceType(source) !== 'git') return source;
  const { targetRevision: _, ...rest } = source;
  return rest;
}

/**
 * Whether what Argo CD compared with has other sources than what it deployed
 * last: repository, path, chart version or any parameter.
 */
export function sourceChanged({ status }: ArgocdApplication): boolean {
  const compared = listSources(status?.sync?.comparedTo);
  const deployed = listSources(status?.history?.at(-1));
  if (compared.length === 0 || deployed.length === 0) return false;
  return (
    canonical(compared.map(withoutResolution)) !==
    canonical(deployed.map(withoutResolution))
  );
}

const FULL_REVISION = /^([0-9a-f]{40}|[0-9a-f]{64}|sha256:[0-9a-f]{64})$/;
const CHART_VERSION = /^v?\d+\.\d+\.\d+/;

function listRevisions(from: ArgocdRevisions | null | undefined): string[] {
  if (from?.revisions?.length) return from.revisions;
  return from?.revision ? [from.revision] : [];
}

/**
 * One revision per source, or none at all when one of them is not full: what
 * could not be resolved stands there as the name it was asked by (`main`).
 */
function fullRevisions(revisions: string[], sources: Source[]): string[] {
  const areFull = revisions.every(
    (revision, i) =>
      FULL_REVISION.test(revision) ||
      ((sources[i]?.type ?? 'git') !== 'git' && CHART_VERSION.test(revision)),
  );
  return areFull ? revisions : [];
}

/** What was compared, of the sources as they are synced; it need not differ in any input from what is deployed. */
export function desiredRevisions(application: ArgocdApplication): string[] {
  return fullRevisions(
    listRevisions(application.status?.sync),
    projectSources(application),
  );
}

/** Those of a sync, which says from which sources it was. */
export function syncedRevisions(
  sync: (ArgocdRevisions & ArgocdSources) | null | undefined,
): string[] {
  return fullRevisions(
    listRevisions(sync),
    listSources(sync).map(projectSource),
  );
}
