import { useMemo } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ResourceDiff } from '@backstage-gitops/plugin-gitops-common';
import {
  gitopsTranslationRef,
  QuietText,
} from '@backstage-gitops/plugin-gitops-react';
import { Text } from '@backstage/ui';
import { diffLines } from '../../rules/diffLines';
import { DiffLines } from '../DiffLines';
import styles from './Difference.module.css';

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
        <DiffLines label={title} lines={lines} tones="drift" />
      )}
    </section>
  );
};
