import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { gitopsTranslationRef } from '@backstage-gitops/plugin-gitops-react';
import { Cell } from '../../rules/cell';
import { cellShapes } from './cellShapes';
import styles from './CommitsTable.module.css';

const CELLS: Cell[] = [
  'running',
  'waiting',
  'contained',
  'unknown',
  'untouched',
];

/** What the shapes below the environments mean; each mark says it to screen readers itself. */
export const CellLegend = () => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  return (
    <ul className={styles.legend} aria-hidden>
      {CELLS.map(cell => {
        const Icon = cellShapes[cell];
        return (
          <li key={cell} data-cell={cell}>
            <Icon className={styles.icon} fontSize="inherit" />{' '}
            {t(`commits.legend.${cell}`)}
          </li>
        );
      })}
    </ul>
  );
};
