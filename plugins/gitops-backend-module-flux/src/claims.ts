import { Entity } from '@backstage/catalog-model';
import {
  KUBERNETES_CLUSTER,
  KUBERNETES_ID,
  KUBERNETES_LABEL_SELECTOR,
  KUBERNETES_NAMESPACE,
} from '@backstage-gitops/plugin-gitops-common';
import {
  ApplicationClaim,
  claimsByIdLabel,
  parseLabelSelector,
} from '@backstage-gitops/plugin-gitops-node';

/** Those of which one must be there for a claim; the others only narrow it. */
export const FLUX_ANNOTATIONS = [KUBERNETES_ID, KUBERNETES_LABEL_SELECTOR];

/**
 * The Flux objects an entity names by the annotations of Backstage's Kubernetes
 * plugin; without any, those with its id on a label. As these annotations mean
 * workloads as well, it is no mistake when they name no Flux object.
 */
export function fluxClaims(entity: Entity): {
  claims: ApplicationClaim[];
  problems: string[];
} {
  const annotations = entity.metadata.annotations ?? {};
  const namespace = annotations[KUBERNETES_NAMESPACE]?.trim();
  const cluster = annotations[KUBERNETES_CLUSTER]?.trim();
  const narrowed: ApplicationClaim = {
    ...(namespace && { namespaces: [namespace] }),
    ...(cluster && { instances: [cluster] }),
  };
  try {
    return {
      claims: claimsOf(entity).map(claim => ({ ...claim, ...narrowed })),
      problems: [],
    };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      claims: [],
      problems: [
        `The annotation ${KUBERNETES_LABEL_SELECTOR} is wrong: ${why}.`,
      ],
    };
  }
}

/** @throws Error where the selector cannot be read */
function claimsOf(entity: Entity): ApplicationClaim[] {
  const annotations = entity.metadata.annotations ?? {};
  const selector = annotations[KUBERNETES_LABEL_SELECTOR]?.trim();
  if (selector) return [{ labels: parseLabelSelector(selector) }];
  const id = annotations[KUBERNETES_ID]?.trim();
  return id
    ? [{ labels: [{ key: KUBERNETES_ID, operator: 'In', values: [id] }] }]
    : claimsByIdLabel(entity);
}
