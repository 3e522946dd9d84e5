import { ReactNode } from 'react';
import styles from './StackingTable.module.css';

/**
 * A table whose cells stand one below the other where there is no room for columns;
 * a cell then says what it is by its `data-label`.
 */
export const StackingTable = ({
  label,
  isBusy,
  head,
  children,
}: {
  label: string;
  /** Something else was asked for: what it shows is of before. */
  isBusy?: boolean;
  /** The cells of its head. */
  head: ReactNode;
  children: ReactNode;
}) => (
  <div className={styles.container} aria-busy={isBusy}>
    <table className={styles.table} aria-label={label}>
      <thead>
        <tr>{head}</tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </div>
);
