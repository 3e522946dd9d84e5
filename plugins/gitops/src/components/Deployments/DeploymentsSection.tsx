import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Syncs } from '@backstage-gitops/plugin-gitops-common';
import {
  gitopsTranslationRef,
  useEntitySyncs,
} from '@backstage-gitops/plugin-gitops-react';
import { historyOf, spanKey } from '../../rules/history';
import { Lane } from '../../rules/lanes';
import { PagesCard } from '../PagesCard';
import { DeploymentsSkeleton } from './DeploymentsSkeleton';
import { SyncRow } from './SyncRow';
import { TimeAxis } from './TimeAxis';
import { UnobservedRow } from './UnobservedRow';
import styles from './Deployments.module.css';

const Rows = ({
  value,
  places,
}: {
  value: Syncs;
  places: Map<string, string>;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const entries = historyOf(value);
  return entries.length === 0 ? null : (
    <ul className={styles.rows} aria-label={t('deployments.title')}>
      {entries.map(entry =>
        entry.type === 'sync' ? (
          <SyncRow
            key={entry.sync.id}
            sync={entry.sync}
            place={places.get(entry.sync.applicationId)}
          />
        ) : (
          <UnobservedRow key={spanKey(entry.span)} span={entry.span} />
        ),
      )}
    </ul>
  );
};

/** Every sync that is known of, along time and as a list. */
export const DeploymentsSection = ({
  entityRef,
  lanes,
}: {
  entityRef: string;
  lanes: Lane[];
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const places = new Map(
    lanes.flatMap(({ environment, applications }) =>
      applications.map(({ id, name }) => [
        id,
        `${environment ?? t('card.noEnvironment')} · ${name}`,
      ]),
    ),
  );
  const syncs = useEntitySyncs(entityRef, [...places.keys()]);
  return (
    <PagesCard
      name="deployments"
      title={t('deployments.title')}
      hint={t('deployments.hint')}
      pages={syncs}
      skeleton={<DeploymentsSkeleton label={t('deployments.loading')} />}
      none={t('deployments.none')}
      more={t('deployments.more')}
    >
      {value => (
        <>
          <TimeAxis syncs={value} lanes={lanes} />
          <Rows value={value} places={places} />
        </>
      )}
    </PagesCard>
  );
};
