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
          `− ${t('diff.desired')} · + ${t('diff.live')}`}
      </QuietText>
      {/* Long lines scroll by themselves, also by keyboard. */}
      <div
        className={styles.scroller}
        role="region"
        aria-label={title}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        <pre className={styles.lines}>
          {diffLines(desired ?? '', live ?? '').map(({ type, text }, index) => (
            // Lines repeat, and never move while they are shown.
            // eslint-disable-next-line react/no-array-index-key
            <span key={index} className={styles[type]}>
              {`${signs[type]} ${text}\n`}
            </span>
          ))}
        </pre>
      </div>
    </section>
  );
};
