import { ComponentType, ReactNode } from 'react';
import { SvgIconProps } from '@material-ui/core/SvgIcon';
import styles from './Commit.module.css';

export type Tone = 'success' | 'warning' | 'danger' | 'info' | 'quiet';

/** Something that a Git host says of a commit: shape and words. */
export const OutsideMark = ({
  icon: Icon,
  tone,
  children,
}: {
  icon: ComponentType<SvgIconProps>;
  tone: Tone;
  children: ReactNode;
}) => (
  <span className={`${styles.mark} ${styles[tone]}`}>
    <Icon className={styles.icon} fontSize="inherit" aria-hidden />
    <span>{children}</span>
  </span>
);
