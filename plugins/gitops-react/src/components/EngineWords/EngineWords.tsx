import { Text } from '@backstage/ui';
import styles from './EngineWords.module.css';

/** Up to this many characters of the first line are shown at once; the rest on request. */
const SHORT = 160;

/** What an engine says, in its own words: the beginning, and the whole within reach. */
export const EngineWords = ({ children }: { children: string }) => {
  const [line] = children.trim().split('\n', 1);
  const short = line.slice(0, SHORT).trimEnd();
  return short === children.trim() ? (
    <Text as="p" variant="body-small" className={styles.words}>
      {short}
    </Text>
  ) : (
    <details className={styles.words}>
      <summary>{`${short} …`}</summary>
      {children}
    </details>
  );
};
