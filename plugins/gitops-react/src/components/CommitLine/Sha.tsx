import { safeLink } from '@backstage-gitops/plugin-gitops-common';
import { Link } from '@backstage/ui';
import styles from './CommitLine.module.css';

/** A short SHA that opens the commit on its Git host, where that is known. */
export const Sha = ({ sha, url }: { sha: string; url: string | null }) => {
  const href = safeLink(url ?? undefined);
  const short = sha.slice(0, 7);
  return href ? (
    <Link
      className={styles.sha}
      href={href}
      target="_blank"
      rel="noopener noreferrer"
    >
      {short}
    </Link>
  ) : (
    <span className={styles.sha} title={sha}>
      {short}
    </span>
  );
};
