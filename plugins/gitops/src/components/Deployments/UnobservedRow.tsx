import { Unobserved } from '@backstage-gitops/plugin-gitops-common';
import { QuietText } from '@backstage-gitops/plugin-gitops-react';
import VisibilityOffIcon from '@material-ui/icons/VisibilityOffOutlined';
import { useSpanWords } from './useSpanWords';
import styles from './Deployments.module.css';

/** A span of which nothing may be known, between the syncs that are. */
export const UnobservedRow = ({ span }: { span: Unobserved }) => (
  <li className={styles.row} data-unobserved={span.instance}>
    <QuietText as="p" variant="body-small">
      <VisibilityOffIcon
        fontSize="inherit"
        aria-hidden
        className={styles.before}
      />
      {useSpanWords(span)}
    </QuietText>
  </li>
);
