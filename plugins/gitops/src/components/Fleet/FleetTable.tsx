import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Application } from '@backstage-gitops/plugin-gitops-common';
import {
  ApplicationMarks,
  gitopsTranslationRef,
  QuietText,
} from '@backstage-gitops/plugin-gitops-react';
import { Button, Flex, Skeleton, Text, VisuallyHidden } from '@backstage/ui';
import { EntityLink } from '../EntityLink';
import styles from './Fleet.module.css';

const FleetRow = ({ application }: { application: Application }) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const { bindings, environment, instance, kind, name } = application;
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
      </td>
      <td>{environment ?? '–'}</td>
      <td>
        {bindings.map(({ entityRef }) => (
          <div key={entityRef}>
            <EntityLink entityRef={entityRef} />
          </div>
        ))}
        {bindings.length === 0 && <QuietText>{t('fleet.nobody')}</QuietText>}
      </td>
    </tr>
  );
};

const Rows = () => (
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

/** One application a row. */
export const FleetTable = ({
  items,
  hasFailed,
  isNarrowed,
  onClear,
}: {
  items: Application[] | undefined;
  hasFailed: boolean;
  isNarrowed: boolean;
  onClear: () => void;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  if (!items && hasFailed) return null;
  if (items?.length === 0) {
    return (
      <Flex direction="column" align="start" gap="2">
        <Text>{t(isNarrowed ? 'fleet.none' : 'fleet.noneAtAll')}</Text>
        {isNarrowed && (
          <Button size="small" variant="secondary" onPress={onClear}>
            {t('fleet.clear')}
          </Button>
        )}
      </Flex>
    );
  }
  return (
    // Wide tables scroll by themselves; every row has a link to go to.
    <div
      className={styles.scroller}
      role="region"
      aria-label={t('fleet.applications')}
    >
      {!items && (
        <VisuallyHidden role="status">{t('fleet.loading')}</VisuallyHidden>
      )}
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('fleet.application')}</th>
            <th scope="col">{t('fleet.states')}</th>
            <th scope="col">{t('fleet.environment')}</th>
            <th scope="col">{t('fleet.entities')}</th>
          </tr>
        </thead>
        <tbody>
          {items ? (
            items.map(application => (
              <FleetRow key={application.id} application={application} />
            ))
          ) : (
            <Rows />
          )}
        </tbody>
      </table>
    </div>
  );
};
