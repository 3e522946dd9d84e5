import { ObservedApplication } from '@backstage-gitops/plugin-gitops-node';
import { projectCommon } from './common';
import { projectHealth } from './health';
import { Kustomization } from './kustomization';
import { kustomizationSyncs } from './kustomizationSyncs';
import { findCondition } from './object';
import { pathOf } from './pathOf';
import { isReconciling } from './progress';
import {
  addressOf,
  fetchedRevision,
  FindSource,
  revisionOf,
  SourceRef,
  targetOf,
  typeOf,
} from './source';
import { sourcesBehind } from './sourcesBehind';
import { projectSync } from './sync';
import { withoutRepeats } from './withoutRepeats';

/** Where its desired state lives. */
export function kustomizationSource({
  metadata,
  spec,
}: Kustomization): SourceRef | undefined {
  const ref = spec?.sourceRef;
  return ref
    ? { ...ref, namespace: ref.namespace ?? metadata.namespace }
    : undefined;
}

/**
 * The small record of a Kustomization and its source. Drift is not in it: Flux
 * does not report any.
 */
export function projectKustomization(
  seen: Kustomization,
  findSource: FindSource,
  { cluster }: { cluster: string },
): ObservedApplication {
  const { spec, status } = seen;
  const ref = kustomizationSource(seen);
  const behind = sourcesBehind(ref, findSource);
  const source = behind.at(0)?.state ?? 'missing';
  const desired =
    source === 'unwatched'
      ? revisionOf(status?.lastAttemptedRevision)
      : fetchedRevision(source);
  const kustomization = withoutRepeats(seen, desired);
  const sync = projectSync(kustomization, {
    sources: behind,
    desired,
    deployed: revisionOf(status?.lastAppliedRevision),
    seenGeneration: findCondition(kustomization, 'Ready')?.observedGeneration,
  });
  return {
    ...projectCommon('Kustomization', kustomization, {
      isAtWork: isReconciling(kustomization),
      sources: behind,
    }),
    destination: {
      // With a kubeConfig it applies to another cluster, which it does not name.
      cluster: spec?.kubeConfig ? undefined : cluster,
      namespace: spec?.targetNamespace ?? undefined,
    },
    sources: ref
      ? [
          {
            type: typeOf(ref.kind),
            repoUrl: addressOf(source),
            path: pathOf(spec?.path),
            targetRevision: targetOf(source),
            ...(spec?.components?.length && { inputs: spec.components }),
            // Flux makes a kustomization where there is none.
            nested: true,
          },
        ]
      : [],
    sync,
    syncs: kustomizationSyncs(kustomization),
    drift: null,
    health: projectHealth(kustomization, sync.status),
    automation: {
      enabled: true,
      selfHeal: true,
      prune: spec?.prune ?? false,
    },
  };
}
