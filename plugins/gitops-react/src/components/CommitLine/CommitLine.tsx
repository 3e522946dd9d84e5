import { CommitRef } from '@backstage-gitops/plugin-gitops-common';
import { Age } from '../Age';
import { Sha } from './Sha';
import styles from './CommitLine.module.css';

/** One commit: what, by whom, when. What is too long for two lines is whole on hover. */
export const CommitLine = ({ commit }: { commit: CommitRef }) => (
  <span className={styles.line}>
    <Sha sha={commit.sha} url={commit.url} />
    <span className={styles.subject} title={commit.subject}>
      {commit.subject}
    </span>
    <span className={styles.meta}>
      {commit.author} · <Age at={commit.at} />
    </span>
  </span>
);
