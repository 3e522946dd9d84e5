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
  claimsByIdLabel,
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

/**
 * The applications an entity names by the annotations of the Argo CD plugins that
 * came before; without any, those with its id on a label. `argocd/proxy-url` is not
 * read: it says how a browser reached an Argo CD, and names no application.
 */
export function argocdClaims(entity: Entity): {
  claims: ApplicationClaim[];
  problems: string[];
} {
  const annotations = entity.metadata.annotations ?? {};
  const name = annotations[ARGOCD_APP_NAME]?.trim();
  const selector = annotations[ARGOCD_APP_SELECTOR]?.trim();
  const projects = list(annotations[ARGOCD_PROJECT_NAME]);
  const namespaces = list(annotations[ARGOCD_APP_NAMESPACE]);
  const instances = list(annotations[ARGOCD_INSTANCE_NAME]);
  const narrowed: ApplicationClaim = {
    ...(namespaces && { namespaces }),
    ...(instances && { instances }),
  };
  if (name && selector) {
    return wrong(
      `The annotations ${ARGOCD_APP_NAME} and ${ARGOCD_APP_SELECTOR} exclude each other; remove one of them.`,
    );
  }
  if (!name && !selector && !projects) {
    const claims = claimsByIdLabel(entity);
    return {
      claims: claims.map(claim => ({ ...claim, ...narrowed })),
      problems: [],
    };
  }
  const claim: ApplicationClaim = {
    ...(name && { names: [name] }),
    ...(projects && { projects }),
    ...narrowed,
    saidBy: {
      applications: mainAnnotation(name, selector),
      instances: ARGOCD_INSTANCE_NAME,
    },
  };
  if (selector) {
    try {
      claim.labels = parseLabelSelector(selector);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return wrong(`The annotation ${ARGOCD_APP_SELECTOR} is wrong: ${why}.`);
    }
  }
  return { claims: [claim], problems: [] };
}

function mainAnnotation(name?: string, selector?: string): string {
  if (name) return ARGOCD_APP_NAME;
  return selector ? ARGOCD_APP_SELECTOR : ARGOCD_PROJECT_NAME;
}

function wrong(problem: string): ReturnType<typeof argocdClaims> {
  return { claims: [], problems: [problem] };
}
