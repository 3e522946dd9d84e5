import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { InstanceHealth } from '@backstage-gitops/plugin-gitops-common';
import {
  Age,
  EngineWords,
  gitopsTranslationRef,
  QuietText,
} from '@backstage-gitops/plugin-gitops-react';
import { Link, Text } from '@backstage/ui';
import { worstInstances } from '../../rules/worstInstances';
import { useFleetLink } from '../../hooks/useFleetLink';
import { StackingTable } from '../StackingTable';
import { Abilities } from './Abilities';
import { ObservedMark } from './ObservedMark';

const InstanceRow = ({ instance }: { instance: InstanceHealth }) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const { engine, name, state, since, reason, lastSeenAt, capabilities } =
    instance;
  const applications = useFleetLink()({ engine, instance: name });
  return (
    <tr data-instance={name}>
      <th scope="row">
        <Text as="p" weight="bold">
          {name}
        </Text>
        <QuietText as="p" variant="body-x-small">
          {t(`engine.${engine}`)}
        </QuietText>
        {applications && (
          <Link variant="body-small" href={applications}>
            {t('instances.applications')}
          </Link>
        )}
      </th>
      <td>
        <ObservedMark state={state} />{' '}
        <QuietText variant="body-small">
          <Age at={since}>{age => t('instances.for', { age })}</Age>
        </QuietText>
        {reason && <EngineWords>{reason}</EngineWords>}
      </td>
      <td data-label={t('instances.lastSeen')}>
        {lastSeenAt ? <Age at={lastSeenAt} /> : t('instances.never')}
      </td>
      <td>
        <Abilities capabilities={capabilities} />
      </td>
    </tr>
  );
};

/** One instance a row, those in need of somebody first. */
export const InstancesTable = ({ items }: { items: InstanceHealth[] }) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  return (
    <StackingTable
      label={t('instances.title')}
      head={(['instance', 'state', 'lastSeen', 'abilities'] as const).map(
        column => (
          <th key={column} scope="col">
            {t(`instances.${column}`)}
          </th>
        ),
      )}
    >
      {worstInstances(items).map(instance => (
        <InstanceRow
          key={`${instance.engine}/${instance.name}`}
          instance={instance}
        />
      ))}
    </StackingTable>
  );
};
