import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  CommitMark,
  Impact,
  TouchedApplication,
} from '@backstage-gitops/plugin-gitops-common';
import {
  Age,
  gitopsTranslationRef,
  QuietText,
} from '@backstage-gitops/plugin-gitops-react';
import { Text } from '@backstage/ui';
import { byEnvironment } from '../../rules/byEnvironment';
import { standingsOf } from '../../rules/cell';
import { EntityLinks } from '../EntityLink';
import { Fact } from '../Fact';
import { Folded } from '../Folded';
import styles from './Commit.module.css';

/** So many of each environment are listed at once. */
const MOST = 10;

const Touched = ({
  application,
  marks,
}: {
  application: TouchedApplication;
  marks: CommitMark[];
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const { applicationId, kind, instance, name, entityRefs, via } = application;
  const [{ cell, since }] = standingsOf(
    marks.filter(mark => mark.applicationId === applicationId),
  );
  return (
    <>
      <strong>{name}</strong>{' '}
      <QuietText variant="body-x-small">{`${kind} · ${instance}`}</QuietText>
      {entityRefs.length > 0 && (
        <>
          {' · '}
          <EntityLinks entityRefs={entityRefs} applicationId={applicationId} />
        </>
      )}
      <QuietText as="p" variant="body-x-small">
        {[
          t(`commit.stands.${cell}`),
          via.length > 0 && t('commits.via', { path: via.join(', ') }),
        ]
          .filter(Boolean)
          .join(' · ')}
        {since?.at && (
          <>
            {' · '}
            <Age at={since.at}>
              {age =>
                t(
                  since.precision === 'exact' ? 'commits.for' : 'since.atLeast',
                  {
                    age,
                  },
                )
              }
            </Age>
          </>
        )}
      </QuietText>
    </>
  );
};

/** The applications that a commit has a part in, by environment, and which of them have it. */
export const ImpactList = ({
  impact: { items, hidden },
  marks,
  environments,
}: {
  impact: Impact;
  marks: CommitMark[];
  /** In promotion order. */
  environments: string[];
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  return (
    <section className={styles.section}>
      <Text as="h3" weight="bold">
        {t('commit.touches')}
      </Text>
      <div className={styles.facts}>
        {byEnvironment(items, environments).map(
          ({ environment, applications }) => (
            <Fact
              key={environment ?? ''}
              label={environment ?? t('card.noEnvironment')}
            >
              <Folded
                most={MOST}
                more={count => t('commit.moreApplications', { count })}
                items={applications.map(application => (
                  <li
                    key={application.applicationId}
                    className={styles.touched}
                  >
                    <Touched application={application} marks={marks} />
                  </li>
                ))}
              />
            </Fact>
          ),
        )}
      </div>
      {items.length === 0 && (
        <QuietText as="p" variant="body-small">
          {t('commit.touchesNothing')}
        </QuietText>
      )}
      {hidden > 0 && (
        <QuietText as="p" variant="body-small">
          {t('commit.hidden', { count: hidden })}
        </QuietText>
      )}
    </section>
  );
};
