import { Entity } from '@backstage/catalog-model';
import {
  ARGOCD_APP_NAME,
  ARGOCD_APP_NAMESPACE,
  ARGOCD_APP_SELECTOR,
  ARGOCD_INSTANCE_NAME,
  ARGOCD_PROJECT_NAME,
} from '@backstage-gitops/plugin-gitops-common';
import {
  ApplicationClaim,
  parseLabelSelector,
} from '@backstage-gitops/plugin-gitops-node';

/** Those of which one must be there for a claim; the others only narrow it. */
export const ARGOCD_ANNOTATIONS = [
  ARGOCD_APP_NAME,
  ARGOCD_APP_SELECTOR,
  ARGOCD_PROJECT_NAME,
];

function list(text: string | undefined): string[] | undefined {
  const items = text
    ?.split(',')
    .map(item => item.trim())
    .filter(item => item !== '');
  return items?.length ? items : undefined;
}

/** The applications an entity names by the annotations of the Argo CD plugins that came before. */
export function argocdClaims(entity: Entity): {
  claims: ApplicationClaim[];
  problems: string[];
} {
  const annotations = entity.metadata.annotations ?? {};
  const name = annotations[ARGOCD_APP_NAME]?.trim();
  const selector = annotations[ARGOCD_APP_SELECTOR]?.trim();
  const projects = list(annotations[ARGOCD_PROJECT_NAME]);
  if (name && selector) {
    return {
      claims: [],
      problems: [
        `The annotations ${ARGOCD_APP_NAME} and ${ARGOCD_APP_SELECTOR} exclude each other; remove one of them`,
      ],
    };
  }
  if (!name && !selector && !projects) return { claims: [], problems: [] };
  const claim: ApplicationClaim = {};
  if (name) claim.names = [name];
  if (selector) {
    try {
      claim.labels = parseLabelSelector(selector);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return {
        claims: [],
        problems: [`The annotation ${ARGOCD_APP_SELECTOR} is wrong: ${why}`],
      };
    }
  }
  if (projects) claim.projects = projects;
  const namespaces = list(annotations[ARGOCD_APP_NAMESPACE]);
  if (namespaces) claim.namespaces = namespaces;
  const instances = list(annotations[ARGOCD_INSTANCE_NAME]);
  if (instances) claim.instances = instances;
  return { claims: [claim], problems: [] };
}
