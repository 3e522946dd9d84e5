import { useMemo } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { FileDiff } from '@backstage-gitops/plugin-gitops-common';
import {
  gitopsTranslationRef,
  QuietText,
} from '@backstage-gitops/plugin-gitops-react';
import { patchLines } from '../../rules/diffLines';
import { DiffLines } from '../DiffLines';
import styles from './Commit.module.css';

/** Up to so many lines are there at once; more on request. */
const SHORT_LINES = 200;

/** What a commit changed in one file. */
export const FileChange = ({
  file: { path, change, patch, withheld },
}: {
  file: FileDiff;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const { lines, added, removed, isCut } = useMemo(
    () => patchLines(patch ?? ''),
    [patch],
  );
  const why = withheld ?? (isCut ? 'cut' : undefined);
  // Of what came cut nobody here can count the rest.
  const isCounted = patch && withheld !== 'cut';
  return (
    <details className={styles.change} open={lines.length <= SHORT_LINES}>
      <summary>
        <code className={styles.file}>{path}</code>{' '}
        <QuietText variant="body-x-small">
          {isCounted
            ? t('commit.counts', {
                change: t(`commit.${change}`),
                plus: String(added),
                minus: String(removed),
              })
            : t(`commit.${change}`)}
        </QuietText>
      </summary>
      {lines.length > 0 && (
        <DiffLines label={path} lines={lines} tones="commit" />
      )}
      {why && (
        <QuietText as="p" variant="body-small">
          {t(`commit.${why}`)}
        </QuietText>
      )}
      {!why && lines.length === 0 && (
        <QuietText as="p" variant="body-small">
          {t('commit.nothing')}
        </QuietText>
      )}
    </details>
  );
};
