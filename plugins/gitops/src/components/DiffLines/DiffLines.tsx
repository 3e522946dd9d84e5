import { DiffLine } from '../../rules/diffLines';
import styles from './DiffLines.module.css';

const signs: Record<DiffLine['type'], string> = {
  same: ' ',
  added: '+',
  removed: '-',
  gap: '⋯',
};

/** Lines of a difference, each with its sign; long ones scroll by themselves, also by keyboard. */
export const DiffLines = ({
  label,
  lines,
  tones,
}: {
  /** What it is of. */
  label: string;
  lines: DiffLine[];
  /** Of a commit added and removed are plain; of drift neither is better. */
  tones: 'commit' | 'drift';
}) => (
  <div
    className={`${styles.scroller} ${styles[tones]}`}
    role="region"
    aria-label={label}
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    tabIndex={0}
  >
    <pre className={styles.lines}>
      {lines.map(({ type, text }, index) => (
        // Lines repeat, and never move while they are shown.
        // eslint-disable-next-line react/no-array-index-key
        <span key={index} className={styles[type]}>
          {`${signs[type]} ${text}\n`}
        </span>
      ))}
    </pre>
  </div>
);
