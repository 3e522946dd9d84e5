import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Application,
  Operation,
  safeLink,
  Source,
} from '@backstage-gitops/plugin-gitops-common';
import {
  Age,
  gitopsTranslationRef,
} from '@backstage-gitops/plugin-gitops-react';
import { Link, Text } from '@backstage/ui';
import { DeployedText } from '../DeployedText';
import { useInitiator } from '../Deployments';
import { ImageSummary } from '../Images';
import { Inputs } from '../Inputs';
import { RepositoryLink } from '../RepositoryLink';
import { Fact } from '../Fact';
import { LaneConditions } from './LaneConditions';
import { LaneRelations } from './LaneRelations';
import styles from './GitopsContent.module.css';

const LastSync = ({
  operation,
  finishedAt,
}: {
  operation: Operation;
  finishedAt: string;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const who = useInitiator(operation.initiatedBy);
  return (
    <Text as="p" variant="body-small">
      {[t(`phase.${operation.phase}`), who].filter(Boolean).join(' · ')}
      {' · '}
      <Age at={finishedAt} />
    </Text>
  );
};

const SourceText = ({ source }: { source: Source }) => {
  const where = source.path ?? source.chart ?? '';
  return (
    <Text as="p" variant="body-small" className={styles.breakable}>
      <RepositoryLink url={source.repoUrl} />
      {where && ` ${where}`}
      {source.targetRevision && ` @ ${source.targetRevision}`}
    </Text>
  );
};

const Links = ({ application }: { application: Application }) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const links = application.links.flatMap(({ title, url }) => {
    const href = safeLink(url);
    return href ? [{ title, href }] : [];
  });
  return (
    <>
      {links.map(({ title, href }) => (
        <Link key={href} href={href} target="_blank" rel="noopener noreferrer">
          {t('tab.openIn', { title })}
        </Link>
      ))}
    </>
  );
};

/** What runs, what brought it there, where it comes from, and where else to look. */
export const LaneFacts = ({ application }: { application: Application }) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const { operation } = application;
  return (
    <>
      <LaneConditions application={application} />
      <Fact label={t('tab.deployed')}>
        <DeployedText application={application} />
      </Fact>
      {operation?.finishedAt && (
        <Fact label={t('tab.lastSync')}>
          <LastSync operation={operation} finishedAt={operation.finishedAt} />
        </Fact>
      )}
      <Fact label={t('tab.source')}>
        {application.sources.map(source => (
          <SourceText
            key={`${source.repoUrl}/${source.path ?? source.chart}`}
            source={source}
          />
        ))}
        {application.sources.length === 0 && (
          <Text variant="body-small">{t('tab.noSource')}</Text>
        )}
        <Inputs application={application} />
      </Fact>
      {application.images?.length ? (
        <Fact label={t('tab.images')}>
          <ImageSummary images={application.images} />
        </Fact>
      ) : null}
      <LaneRelations application={application} />
      <Links application={application} />
    </>
  );
};
