import { RELATION_OWNED_BY } from '@backstage/catalog-model';
import {
  getEntityRelations,
  humanizeEntityRef,
  useEntity,
} from '@backstage/plugin-catalog-react';

/** Whom to ask: the owners of the entity whose page this is. */
export function useOwners(): string {
  const { entity } = useEntity();
  return getEntityRelations(entity, RELATION_OWNED_BY)
    .map(ref => humanizeEntityRef(ref, { defaultKind: 'group' }))
    .join(', ');
}
