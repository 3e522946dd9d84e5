import { ReactNode } from 'react';
import { parseEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Application,
  Operation,
  safeLink,
  Source,
} from '@backstage-gitops/plugin-gitops-common';
import {
  Age,
  ApplicationMarks,
  CommitLine,
  DriftSummary,
  EngineWords,
  gitopsTranslationRef,
  QuietText,
} from '@backstage-gitops/plugin-gitops-react';
import { Card, CardBody, CardHeader, Link, Text } from '@backstage/ui';
import { wordsOf } from '../../rules/words';
import { ApplicationActions } from '../Acting';
import { RecentRequest } from '../RecentRequest';
import styles from './GitopsContent.module.css';

const MOST_FIELDS = 10;

const LastSync = ({
  operation,
  finishedAt,
}: {
  operation: Operation;
  finishedAt: string;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const { initiatedBy, phase } = operation;
  const who =
    nameOf(initiatedBy?.name) ??
    (initiatedBy?.automated ? t('tab.automated') : undefined);
  return (
    <Text as="p" variant="body-small">
      {[t(`phase.${phase}`), who].filter(Boolean).join(' · ')}
      {' · '}
      <Age at={finishedAt} />
    </Text>
  );
};

/** In Argo CD the portal names people by their entity refs. */
function nameOf(initiator: string | undefined): string | undefined {
  return initiator?.startsWith('user:')
    ? parseEntityRef(initiator).name
    : initiator;
}

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div>
    <QuietText as="h4" variant="body-x-small">
      {label}
    </QuietText>
    {children}
  </div>
);

const SourceText = ({ source }: { source: Source }) => {
  const href = safeLink(source.repoUrl);
  const where = source.path ?? source.chart ?? '';
  return (
    <Text as="p" variant="body-small" className={styles.breakable}>
      {href ? (
        <Link
          variant="body-small"
          href={href}
          target="_blank"
          rel="noopener noreferrer"
        >
          {source.repoUrl}
        </Link>
      ) : (
        source.repoUrl
      )}
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

/** One application of a lane, with everything that is known of its state. */
export const LaneApplication = ({
  application,
}: {
  application: Application;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const { deployedCommit, drift, operation, sync } = application;
  return (
    <Card className={application.stale ? styles.stale : undefined}>
      <CardHeader>
        <Text as="h3" weight="bold" className={styles.breakable}>
          {application.name}
        </Text>
        <QuietText variant="body-small">
          {`${application.kind} · ${application.instance}`}
        </QuietText>
      </CardHeader>
      <CardBody>
        <div className={styles.facts}>
          <ApplicationMarks application={application} />
          {wordsOf(application).map(words => (
            <EngineWords key={words}>{words}</EngineWords>
          ))}
          {drift && !application.alert && (
            <DriftSummary drift={drift} most={MOST_FIELDS} />
          )}
          <ApplicationActions application={application} />
          <RecentRequest application={application} />
          <Fact label={t('tab.deployed')}>
            {deployedCommit ? (
              <CommitLine commit={deployedCommit} />
            ) : (
              <QuietText variant="body-small">
                {sync.deployedRevisions.length === 0
                  ? t('card.neverDeployed')
                  : t('card.deployedUnknown')}
              </QuietText>
            )}
          </Fact>
          {operation?.finishedAt && (
            <Fact label={t('tab.lastSync')}>
              <LastSync
                operation={operation}
                finishedAt={operation.finishedAt}
              />
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
          </Fact>
          <Links application={application} />
        </div>
      </CardBody>
    </Card>
  );
};
