import { parseEntityRef } from '@backstage/catalog-model';
import {
  humanizeEntityRef,
  useEntityRefLink,
} from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';

/** To the GitOps tab of an entity. */
export const EntityLink = ({ entityRef }: { entityRef: string }) => {
  const entityLink = useEntityRefLink();
  return (
    <Link variant="body-small" href={`${entityLink(entityRef)}/gitops`}>
      {humanizeEntityRef(parseEntityRef(entityRef), {
        defaultKind: 'component',
      })}
    </Link>
  );
};
