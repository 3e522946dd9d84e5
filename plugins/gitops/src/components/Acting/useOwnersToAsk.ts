import {
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  getEntityRelations,
  humanizeEntityRef,
  useEntity,
} from '@backstage/plugin-catalog-react';
import { Application } from '@backstage-gitops/plugin-gitops-common';
import { claimedFrom } from '../../rules/belonging';

/**
 * Whom to ask about an application: the owners of the entity whose page this is.
 * Empty where it has none, or where they have no say, as the application belongs
 * to other entities than this one.
 */
export function useOwnersToAsk(
  application: Pick<Application, 'bindings'>,
): string {
  const { entity } = useEntity();
  if (claimedFrom(application, stringifyEntityRef(entity)).length > 0)
    return '';
  return getEntityRelations(entity, RELATION_OWNED_BY)
    .map(ref => humanizeEntityRef(ref, { defaultKind: 'group' }))
    .join(', ');
}
