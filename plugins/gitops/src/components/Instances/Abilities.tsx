import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Capabilities,
  operationTypeSchema,
} from '@backstage-gitops/plugin-gitops-common';
import {
  gitopsTranslationRef,
  QuietText,
} from '@backstage-gitops/plugin-gitops-react';
import { Text } from '@backstage/ui';
import styles from './Instances.module.css';

/** What an instance cannot tell or do, in words, and what it can. */
export const Abilities = ({ capabilities }: { capabilities: Capabilities }) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const { drift, driftWhilePending, resources, diff, operations } =
    capabilities;
  const tells = [
    drift && t('instances.drift'),
    drift && driftWhilePending && t('instances.driftWhilePending'),
    resources && t('instances.resources'),
    diff && t('instances.diff'),
  ].filter(Boolean);
  const does = operations.map(type => t(`requested.${type}`));
  const doesNot = operationTypeSchema.options
    .filter(type => !operations.includes(type))
    .map(type => t(`requested.${type}`));
  const cannot = [
    !drift && t('instances.notDrift'),
    drift && !driftWhilePending && t('instances.notDriftWhilePending'),
    !resources && t('instances.notResources'),
    !diff && t('instances.notDiff'),
    doesNot.length > 0 && t('instances.notDoes', { list: doesNot.join(', ') }),
  ].flatMap(words => words || []);
  return (
    <ul className={styles.abilities}>
      {cannot.map(words => (
        <li key={words}>
          <Text variant="body-small">{words}</Text>
        </li>
      ))}
      {tells.length > 0 && (
        <li>
          <QuietText variant="body-small">
            {t('instances.tells', { list: tells.join(', ') })}
          </QuietText>
        </li>
      )}
      {does.length > 0 && (
        <li>
          <QuietText variant="body-small">
            {t('instances.does', { list: does.join(', ') })}
          </QuietText>
        </li>
      )}
    </ul>
  );
};
