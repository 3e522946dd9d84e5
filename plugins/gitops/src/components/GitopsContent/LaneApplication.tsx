import { Application } from '@backstage-gitops/plugin-gitops-common';
import {
  ApplicationMarks,
  DriftSummary,
  EngineWords,
  QuietText,
} from '@backstage-gitops/plugin-gitops-react';
import { Card, CardBody, CardHeader, Text } from '@backstage/ui';
import { wordsOf } from '../../rules/words';
import { ApplicationActions } from '../Acting';
import { RecentRequest } from '../RecentRequest';
import { LaneFacts } from './LaneFacts';
import styles from './GitopsContent.module.css';

const MOST_FIELDS = 10;

/** One application of a lane, with everything that is known of its state. */
export const LaneApplication = ({
  application,
}: {
  application: Application;
}) => {
  const { drift } = application;
  return (
    <Card
      // What the address names after its `#`.
      id={application.id}
      aria-label={application.name}
      className={`${styles.application} ${
        application.stale ? styles.stale : ''
      }`}
    >
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
          <LaneFacts application={application} />
        </div>
      </CardBody>
    </Card>
  );
};
