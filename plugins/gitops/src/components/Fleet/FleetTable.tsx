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
import styles from './Fleet.module.css';

const FleetRow = ({ application }: { application: Application }) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const { bindings, environment, instance, kind, name } = application;
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
      <td className={application.stale ? styles.stale : undefined}>
        <ApplicationMarks application={application} />
        {worst && <EngineWords>{worst}</EngineWords>}
      </td>
      <td>{environment ?? <QuietText>{t('card.noEnvironment')}</QuietText>}</td>
      <td>
        {bindings.length > 0 ? (
          <EntityLinks entityRefs={bindings.map(each => each.entityRef)} />
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
    <div className={styles.fleet} aria-busy={isLoading}>
      {isLoading && (
        <VisuallyHidden role="status">{t('fleet.loading')}</VisuallyHidden>
      )}
      <table className={styles.table} aria-label={t('fleet.applications')}>
        <thead>
          <tr>
            <th scope="col">{t('fleet.application')}</th>
            <th scope="col">{t('fleet.states')}</th>
            <th scope="col">{t('fleet.environment')}</th>
            <th scope="col">{t('fleet.entities')}</th>
          </tr>
        </thead>
        <tbody>
          {items.length === 0 && <SkeletonRows />}
          {items.map(application => (
            <FleetRow key={application.id} application={application} />
          ))}
        </tbody>
      </table>
    </div>
  );
};
