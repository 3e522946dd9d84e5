import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { Commit } from '@backstage-gitops/plugin-gitops-common';
import { Link, Text } from '@backstage/ui';

/** Who wrote a commit; leads to the catalog's user, where there is one. */
export const AuthorName = ({
  author: { name, email, entityRef },
}: {
  author: Commit['author'];
}) => {
  const entityLink = useEntityRefLink();
  const title = email ? `${name} <${email}>` : name;
  return entityRef ? (
    <Link variant="body-small" href={entityLink(entityRef)} title={title}>
      {name}
    </Link>
  ) : (
    <Text variant="body-small" title={title}>
      {name}
    </Text>
  );
};
