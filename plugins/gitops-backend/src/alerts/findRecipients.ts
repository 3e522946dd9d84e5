import { AuthService } from '@backstage/backend-plugin-api';
import {
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';

const FIELDS = ['kind', 'metadata.name', 'metadata.namespace', 'relations'];

/**
 * Those of the entities whose owners can be told: the catalog still has the
 * entity, and an owner of it.
 */
export async function findRecipients(
  { catalog, auth }: { catalog: CatalogService; auth: AuthService },
  entityRefs: string[],
): Promise<string[]> {
  const credentials = await auth.getOwnServiceCredentials();
  const read = async (refs: string[]) => {
    if (refs.length === 0) return [];
    const { items } = await catalog.getEntitiesByRefs(
      { entityRefs: refs, fields: FIELDS },
      { credentials },
    );
    return items.flatMap(entity => entity ?? []);
  };
  const owners = new Map(
    (await read(entityRefs)).map(entity => [
      stringifyEntityRef(entity),
      (entity.relations ?? [])
        .filter(({ type }) => type === RELATION_OWNED_BY)
        .map(({ targetRef }) => targetRef),
    ]),
  );
  const present = new Set(
    (await read([...new Set([...owners.values()].flat())])).map(entity =>
      stringifyEntityRef(entity),
    ),
  );
  return [...owners]
    .filter(([, refs]) => refs.some(ref => present.has(ref)))
    .map(([entityRef]) => entityRef);
}
