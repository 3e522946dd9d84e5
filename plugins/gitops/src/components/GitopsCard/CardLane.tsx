import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Application } from '@backstage-gitops/plugin-gitops-common';
import {
  Announced,
  ApplicationMarks,
  DriftSummary,
  EngineWords,
  gitopsTranslationRef,
  QuietText,
} from '@backstage-gitops/plugin-gitops-react';
import { Text } from '@backstage/ui';
import { callsForAction, needingAttention } from '../../rules/attention';
import { Lane } from '../../rules/lanes';
import { wordsOf } from '../../rules/words';
import { ApplicationActions } from '../Acting';
import { DeployedText } from '../DeployedText';
import { OpenDriftAlert } from '../DriftAlert';
import { RecentRequest, useNews } from '../RecentRequest';
import styles from './GitopsCard.module.css';

const CardApplication = ({
  application,
  named,
}: {
  application: Application;
  named: boolean;
}) => {
  const { drift, stale } = application;
  const [worst] = wordsOf(application);
  // What was just asked for here ends here too, with the focus where it was.
  const news = useNews(application);
  const hasActed = news && application.allowed?.operations[news.type] === true;
  return (
    <div
      className={stale ? styles.stale : undefined}
      data-application={application.name}
    >
      {named && <Text variant="body-small">{application.name}</Text>}
      <ApplicationMarks application={application} />
      <DeployedText application={application} />
      {drift && !application.alert && <DriftSummary drift={drift} most={2} />}
      {worst && <EngineWords>{worst}</EngineWords>}
      <Announced>
        <OpenDriftAlert application={application} />
      </Announced>
      {(callsForAction(application) || hasActed) && (
        <ApplicationActions application={application} />
      )}
      <RecentRequest application={application} />
    </div>
  );
};

/** One environment on the card. */
export const CardLane = ({ lane, total }: { lane: Lane; total: number }) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const { shown, fine } = needingAttention(lane.applications, total);
  const environment = lane.environment ?? t('card.noEnvironment');
  const named = lane.applications.length > 1;
  return (
    <li className={styles.lane} data-environment={lane.environment ?? ''}>
      <Text as="h4" weight="bold" className={styles.environment}>
        {environment}
      </Text>
      <div className={styles.applications}>
        {shown.map(application => (
          <CardApplication
            key={application.id}
            application={application}
            named={named}
          />
        ))}
        {fine > 0 && <QuietText>{t('card.fine', { count: fine })}</QuietText>}
      </div>
    </li>
  );
};
