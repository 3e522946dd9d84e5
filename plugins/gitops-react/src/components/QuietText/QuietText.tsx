import { ComponentProps } from 'react';
import { Text } from '@backstage/ui';
import styles from './QuietText.module.css';

/**
 * Text that stands back, and can still be read: the theme's own secondary colour
 * is too faint on a dark card.
 */
export const QuietText = (
  props: Omit<ComponentProps<typeof Text>, 'color' | 'className'>,
) => <Text {...props} className={styles.quiet} />;
