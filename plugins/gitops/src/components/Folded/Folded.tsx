import { ReactElement } from 'react';
import styles from './Folded.module.css';

/** The first of many, the rest on request. */
export const Folded = ({
  items,
  most,
  more,
}: {
  /** The items of a list, with their keys. */
  items: ReactElement[];
  most: number;
  /** What says how many more there are. */
  more: (count: number) => string;
}) => {
  const rest = items.slice(most);
  return (
    <>
      <ul className={styles.list}>{items.slice(0, most)}</ul>
      {rest.length > 0 && (
        <details>
          <summary className={styles.more}>{more(rest.length)}</summary>
          <ul className={styles.list}>{rest}</ul>
        </details>
      )}
    </>
  );
};
