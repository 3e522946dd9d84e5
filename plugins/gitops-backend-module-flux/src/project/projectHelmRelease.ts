import {
  ObservedApplication,
  ObservedSource,
  shorten,
  toTimestamp,
} from '@backstage-gitops/plugin-gitops-node';
import { projectCommon } from './common';
import { projectHelmDrift } from './helmDrift';
import { HelmRelease } from './helmRelease';
import { helmSyncs } from './helmSyncs';
import { findCondition } from './object';
import { isReleasing } from './progress';
import { Release } from './release';
import { chartInGit } from './chartInGit';
import {
  addressOf,
  fetchedRevision,
  FindSource,
  originOf,
  SourceRef,
  SourceState,
  targetOf,
} from './source';
import { sourcesBehind } from './sourcesBehind';
import { projectSync } from './sync';

/** The HelmChart or OCIRepository that the chart is taken from. */
export function helmReleaseSource({
  metadata,
  spec,
  status,
}: HelmRelease): SourceRef | undefined {
  const own = metadata.namespace;
  if (spec?.chartRef) {
    return { ...spec.chartRef, namespace: spec.chartRef.namespace ?? own };
  }
  if (!spec?.chart) return undefined;
  const [namespace, name] = status?.helmChart?.split('/') ?? [
    spec.chart.spec.sourceRef.namespace ?? own,
    `${own}-${metadata.name}`,
  ];
  return { kind: 'HelmChart', namespace, name };
}

function projectSource(
  { metadata, spec }: HelmRelease,
  ref: SourceRef,
  source: SourceState,
  findSource: FindSource,
  deployed: string | undefined,
): ObservedSource {
  if (ref.kind === 'OCIRepository') {
    return {
      type: 'oci',
      repoUrl: addressOf(source),
      targetRevision: targetOf(source),
    };
  }
  const chart = spec?.chart?.spec;
  const made = typeof source === 'string' ? undefined : source.spec;
  const origin = chart
    ? {
        ...chart.sourceRef,
        namespace: chart.sourceRef.namespace ?? metadata.namespace,
      }
    : originOf(source);
  const name = chart?.chart ?? made?.chart ?? undefined;
  if (origin?.kind === 'GitRepository' && name !== undefined) {
    return chartInGit(name, {
      files: chart ?? made,
      chart: source,
      repository: findSource(origin),
      deployed,
    });
  }
  return {
    type: 'helm',
    repoUrl: origin ? addressOf(findSource(origin)) : '',
    chart: name,
    targetRevision: chart?.version ?? made?.version ?? undefined,
  };
}

/** Flux does not follow what a release has made; all it knows is the chart's own test. */
function projectHealth(release: HelmRelease): ObservedApplication['health'] {
  const test = findCondition(release, 'TestSuccess');
  if (release.spec?.suspend) {
    return {
      status: 'Unknown',
      message: 'Flux does not look while it is paused',
    };
  }
  if (test?.status !== 'False') return { status: 'Unknown' };
  return {
    status: 'Degraded',
    message: shorten(test.message, 2000),
    since: toTimestamp(test.lastTransitionTime ?? undefined),
  };
}

/** The small record of a HelmRelease and the chart that it is made from. */
export function projectHelmRelease(
  release: HelmRelease,
  findSource: FindSource,
  { cluster }: { cluster: string },
): ObservedApplication {
  const { metadata, spec, status } = release;
  const ref = helmReleaseSource(release);
  const behind = sourcesBehind(ref, findSource);
  const source = behind.at(0)?.state ?? 'missing';
  const deployed = status?.history?.find(each => each.status === 'deployed');
  // An OCI artifact is known by its digest, a chart by its version.
  const isOci = ref?.kind === 'OCIRepository';
  const attempted =
    (isOci
      ? status?.lastAttemptedRevisionDigest
      : status?.lastAttemptedRevision) ?? undefined;
  const revisionOf = (of?: Release) =>
    (isOci ? of?.ociDigest : of?.chartVersion) ?? undefined;
  const deployedVersion =
    revisionOf(deployed) ??
    (status?.history ? undefined : status?.lastAppliedRevision ?? undefined);
  return {
    ...projectCommon('HelmRelease', release, {
      isAtWork: isReleasing(release),
      sources: behind,
    }),
    destination: {
      cluster: spec?.kubeConfig ? undefined : cluster,
      namespace: spec?.targetNamespace ?? metadata.namespace,
    },
    sources: ref
      ? [projectSource(release, ref, source, findSource, deployedVersion)]
      : [],
    sync: projectSync(release, {
      sources: behind,
      desired: source === 'unwatched' ? attempted : fetchedRevision(source),
      deployed: deployedVersion,
      seenGeneration: status?.lastAttemptedGeneration,
    }),
    syncs: helmSyncs(release, { of: revisionOf, attempted }),
    drift: projectHelmDrift(release),
    health: projectHealth(release),
    automation: {
      enabled: true,
      selfHeal: spec?.driftDetection?.mode === 'enabled',
      prune: true,
    },
  };
}
