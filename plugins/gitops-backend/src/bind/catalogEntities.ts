import { AuthService } from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ARGOCD_APP_NAME,
  ARGOCD_APP_SELECTOR,
  ARGOCD_PROJECT_NAME,
  KUBERNETES_ID,
  KUBERNETES_LABEL_SELECTOR,
} from '@backstage-gitops/plugin-gitops-common';

const BINDING_ANNOTATIONS = [
  ARGOCD_APP_NAME,
  ARGOCD_APP_SELECTOR,
  ARGOCD_PROJECT_NAME,
  KUBERNETES_ID,
  KUBERNETES_LABEL_SELECTOR,
];

/** Only what tells who an entity is and what it claims. */
const FIELDS = [
  'apiVersion',
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.annotations',
];

/** All components, and whatever else carries an annotation that claims applications. */
export async function catalogEntities({
  catalog,
  auth,
}: {
  catalog: CatalogService;
  auth: AuthService;
}): Promise<Entity[]> {
  const credentials = await auth.getOwnServiceCredentials();
  const filter = [
    { kind: 'component' },
    ...BINDING_ANNOTATIONS.map(annotation => ({
      [`metadata.annotations.${annotation}`]: CATALOG_FILTER_EXISTS,
    })),
  ];
  const entities: Entity[] = [];
  for await (const page of catalog.streamEntities(
    { filter, fields: FIELDS },
    { credentials },
  )) {
    entities.push(...page);
  }
  return entities;
}
