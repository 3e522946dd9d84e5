import { Text } from '@backstage/ui';
import styles from './EngineWords.module.css';

/** Up to this many characters are shown at once; the rest on request. */
const SHORT = 160;

/** What an engine says, in its own words: the beginning, and the whole within reach. */
export const EngineWords = ({ children }: { children: string }) =>
  children.length <= SHORT ? (
    <Text as="p" variant="body-small" className={styles.words}>
      {children}
    </Text>
  ) : (
    <details className={styles.words}>
      <summary>{`${children.slice(0, SHORT).trimEnd()} …`}</summary>
      {children}
    </details>
  );
