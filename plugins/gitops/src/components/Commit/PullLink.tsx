import { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { PullRequest, safeLink } from '@backstage-gitops/plugin-gitops-common';
import { gitopsTranslationRef } from '@backstage-gitops/plugin-gitops-react';
import { Link } from '@backstage/ui';

/** To a pull request on its host, where that is known. */
export const PullLink = ({
  pull: { number, title, url },
  children,
}: {
  pull: PullRequest;
  children: ReactNode;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const href = safeLink(url ?? undefined);
  const words = t('review.pull', { pull: String(number), title });
  return href ? (
    <Link
      variant="body-small"
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      aria-label={words}
      title={words}
    >
      {children}
    </Link>
  ) : (
    <span title={words}>{children}</span>
  );
};
