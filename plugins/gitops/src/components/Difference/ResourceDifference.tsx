import { useMemo } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ResourceDiff } from '@backstage-gitops/plugin-gitops-common';
import {
  gitopsTranslationRef,
  QuietText,
} from '@backstage-gitops/plugin-gitops-react';
import { Text } from '@backstage/ui';
import { DiffLine, diffLines } from '../../rules/diffLines';
import styles from './Difference.module.css';

const signs: Record<DiffLine['type'], string> = {
  same: ' ',
  added: '+',
  removed: '-',
  gap: '⋯',
};

/** One resource: `-` is what should be, `+` what is. */
export const ResourceDifference = ({
  difference,
}: {
  difference: ResourceDiff;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const { kind, name, namespace, desired, live } = difference;
  const title = `${kind}/${name}`;
  const lines = useMemo(
    () => diffLines(desired ?? '', live ?? ''),
    [desired, live],
  );
  return (
    <section>
      <Text as="h3" weight="bold" className={styles.title}>
        {title}{' '}
        {namespace && <QuietText variant="body-small">{namespace}</QuietText>}
      </Text>
      <QuietText as="p" variant="body-small">
        {live === null && t('diff.added')}
        {desired === null && t('diff.removed')}
        {live !== null &&
          desired !== null &&
          (lines.length > 0
            ? `- ${t('diff.desired')} · + ${t('diff.live')}`
            : t('diff.hidden'))}
      </QuietText>
      {lines.length > 0 && (
        // Long lines scroll by themselves, also by keyboard.
        <div
          className={styles.scroller}
          role="region"
          aria-label={title}
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
      )}
    </section>
  );
};
