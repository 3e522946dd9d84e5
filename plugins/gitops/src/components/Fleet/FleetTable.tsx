import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Application } from '@backstage-gitops/plugin-gitops-common';
import {
  ApplicationMarks,
  EngineWords,
  gitopsTranslationRef,
  QuietText,
} from '@backstage-gitops/plugin-gitops-react';
import { Skeleton, Text, VisuallyHidden } from '@backstage/ui';
import { wordsOf } from '../../rules/words';
import { EntityLinks } from '../EntityLink';
import { StackingTable } from '../StackingTable';
import styles from './Fleet.module.css';

const FleetRow = ({ application }: { application: Application }) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const { bindings, environment, instance, kind, name, stale } = application;
  const [worst] = wordsOf(application);
  return (
    <tr data-application={name}>
      <th scope="row">
        <Text as="span" weight="bold">
          {name}
        </Text>
        <QuietText as="p" variant="body-x-small">
          {`${kind} · ${instance}`}
        </QuietText>
      </th>
      <td className={styles.state}>
        <div className={stale ? styles.stale : undefined}>
          <ApplicationMarks application={application} />
          {worst && <EngineWords>{worst}</EngineWords>}
        </div>
      </td>
      <td data-label={environment && t('fleet.environment')}>
        {environment ?? <QuietText>{t('card.noEnvironment')}</QuietText>}
      </td>
      <td data-label={bindings.length > 0 ? t('fleet.entities') : undefined}>
        {bindings.length > 0 ? (
          <EntityLinks
            entityRefs={bindings.map(each => each.entityRef)}
            applicationId={application.id}
          />
        ) : (
          <QuietText>{t('fleet.nobody')}</QuietText>
        )}
      </td>
    </tr>
  );
};

const SkeletonRows = () => (
  <>
    {[0, 1, 2, 3, 4].map(row => (
      <tr key={row}>
        {[0, 1, 2, 3].map(cell => (
          <td key={cell}>
            <Skeleton width="80%" height={20} />
          </td>
        ))}
      </tr>
    ))}
  </>
);

/** One application a row; those that were asked for before, while others are loaded. */
export const FleetTable = ({
  items,
  isLoading,
}: {
  items: Application[];
  isLoading: boolean;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  return (
    <>
      {isLoading && (
        <VisuallyHidden role="status">{t('fleet.loading')}</VisuallyHidden>
      )}
      <StackingTable
        label={t('fleet.applications')}
        isBusy={isLoading}
        head={(
          ['application', 'states', 'environment', 'entities'] as const
        ).map(column => (
          <th key={column} scope="col">
            {t(`fleet.${column}`)}
          </th>
        ))}
      >
        {items.length === 0 && <SkeletonRows />}
        {items.map(application => (
          <FleetRow key={application.id} application={application} />
        ))}
      </StackingTable>
    </>
  );
};
