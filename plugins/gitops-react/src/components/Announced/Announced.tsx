import { ReactNode } from 'react';
import styles from './Announced.module.css';

/**
 * Said aloud as it comes and changes, without taking the focus. It has to be there
 * before that, so it is also drawn around nothing, and takes no room then.
 */
export const Announced = ({ children }: { children: ReactNode }) => (
  <div role="status" className={styles.announced}>
    {children}
  </div>
);
