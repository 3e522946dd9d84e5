import { Entity } from '@backstage/catalog-model';
import {
  KUBERNETES_CLUSTER,
  KUBERNETES_ID,
  KUBERNETES_LABEL_SELECTOR,
  KUBERNETES_NAMESPACE,
} from '@backstage-gitops/plugin-gitops-common';
import {
  ApplicationClaim,
  parseLabelSelector,
} from '@backstage-gitops/plugin-gitops-node';

/** Those of which one must be there for a claim; the others only narrow it. */
export const FLUX_ANNOTATIONS = [KUBERNETES_ID, KUBERNETES_LABEL_SELECTOR];

/**
 * The Flux objects an entity names by the annotations of Backstage's Kubernetes
 * plugin. Unlike there, an entity's name alone claims nothing.
 */
export function fluxClaims(entity: Entity): {
  claims: ApplicationClaim[];
  problems: string[];
} {
  const annotations = entity.metadata.annotations ?? {};
  const selector = annotations[KUBERNETES_LABEL_SELECTOR]?.trim();
  const id = annotations[KUBERNETES_ID]?.trim();
  const claim: ApplicationClaim = {};
  if (selector) {
    try {
      claim.labels = parseLabelSelector(selector);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return {
        claims: [],
        problems: [
          `The annotation ${KUBERNETES_LABEL_SELECTOR} is wrong: ${why}`,
        ],
      };
    }
  } else if (id) {
    claim.labels = [{ key: KUBERNETES_ID, operator: 'In', values: [id] }];
  } else {
    return { claims: [], problems: [] };
  }
  const namespace = annotations[KUBERNETES_NAMESPACE]?.trim();
  if (namespace) claim.namespaces = [namespace];
  const cluster = annotations[KUBERNETES_CLUSTER]?.trim();
  if (cluster) claim.instances = [cluster];
  return { claims: [claim], problems: [] };
}
