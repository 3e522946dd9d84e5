import { safeLink } from '@backstage-gitops/plugin-gitops-common';
import { Link } from '@backstage/ui';

/** The address of a repository, and the way there where a browser knows one. */
export const RepositoryLink = ({ url }: { url: string }) => {
  const href = safeLink(url);
  return href ? (
    <Link
      variant="body-small"
      href={href}
      target="_blank"
      rel="noopener noreferrer"
    >
      {url}
    </Link>
  ) : (
    <>{url}</>
  );
};
