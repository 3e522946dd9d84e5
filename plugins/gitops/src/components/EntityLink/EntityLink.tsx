import { parseEntityRef } from '@backstage/catalog-model';
import {
  humanizeEntityRef,
  useEntityRefLink,
} from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';

/** To an application on the GitOps tab of an entity. */
export const EntityLink = ({
  entityRef,
  applicationId,
}: {
  entityRef: string;
  applicationId: string;
}) => {
  const entityLink = useEntityRefLink();
  return (
    <Link
      variant="body-small"
      href={`${entityLink(entityRef)}/gitops#${applicationId}`}
    >
      {humanizeEntityRef(parseEntityRef(entityRef), {
        defaultKind: 'component',
      })}
    </Link>
  );
};
