import { Text } from '@backstage/ui';
import styles from './NewRepositoryFiles.module.css';

/** A file, to be read. */
export const FileContent = ({
  path,
  content,
}: {
  path: string;
  content: string;
}) => (
  <div className={styles.file}>
    <Text as="p" weight="bold" className={styles.name}>
      {path}
    </Text>
    <div
      // Each file is read from its beginning.
      key={path}
      className={styles.scroller}
      role="region"
      aria-label={path}
      // Long lines and files scroll by themselves, also by keyboard.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <pre className={styles.content}>{content}</pre>
    </div>
  </div>
);
