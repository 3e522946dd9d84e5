import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Age,
  gitopsTranslationRef,
  useTimeFormat,
} from '@backstage-gitops/plugin-gitops-react';
import { Standing } from '../../rules/cell';
import { Lane } from '../../rules/lanes';
import { cellShapes } from './cellShapes';
import styles from './CommitsTable.module.css';

const words = {
  running: 'commits.running',
  waiting: 'commits.waitingIn',
  unknown: 'commits.unknownIn',
  contained: 'commits.contained',
  untouched: 'commits.untouched',
} as const;

/** Where a commit stands in one lane, and since when. */
export const CellMark = ({
  standing: { cell, since, applicationIds },
  lane: { environment, applications },
}: {
  standing: Standing;
  lane: Lane;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const { moment } = useTimeFormat();
  const Icon = cellShapes[cell];
  const names = applications
    .filter(({ id }) => applicationIds.includes(id))
    .map(({ name }) => name);
  const there = t(words[cell], {
    environment: environment ?? t('card.noEnvironment'),
  });
  const where =
    names.length > 0
      ? t('commits.markOf', { words: there, names: names.join(', ') })
      : there;
  const at = since?.at;
  const isExact = since?.precision === 'exact';
  return (
    <span className={styles.cell} data-cell={cell}>
      <Icon
        className={styles.icon}
        fontSize="inherit"
        titleAccess={
          at
            ? t(isExact ? 'commits.markSince' : 'commits.markSinceAtLeast', {
                words: where,
                time: moment(at),
              })
            : where
        }
      />
      <span className={styles.where} aria-hidden>
        {where}
      </span>
      {at && cell === 'running' && (
        <span className={styles.since}>
          <Age at={at}>
            {age => t(isExact ? 'commits.for' : 'since.atLeast', { age })}
          </Age>
        </span>
      )}
    </span>
  );
};
