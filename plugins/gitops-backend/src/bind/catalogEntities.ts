import { AuthService } from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { Engine } from '@backstage-gitops/plugin-gitops-node';

/** Only what tells who an entity is and what it claims. */
const FIELDS = [
  'apiVersion',
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.annotations',
];

/** All components, and whatever else has an annotation by which an engine finds claims. */
export async function catalogEntities({
  catalog,
  auth,
  engines,
}: {
  catalog: CatalogService;
  auth: AuthService;
  engines: Array<Pick<Engine, 'annotations'>>;
}): Promise<Entity[]> {
  const credentials = await auth.getOwnServiceCredentials();
  const annotations = new Set(engines.flatMap(engine => engine.annotations));
  const filter = [
    { kind: 'component' },
    ...[...annotations].map(annotation => ({
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
