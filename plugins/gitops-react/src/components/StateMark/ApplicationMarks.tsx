import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Application,
  displayState,
} from '@backstage-gitops/plugin-gitops-common';
import { Flex } from '@backstage/ui';
import { gitopsTranslationRef } from '../../translation';
import { Age } from '../Age';
import { HealthyMark } from './HealthyMark';
import { StateIcon } from './StateIcon';
import { StateMark } from './StateMark';
import styles from './StateMark.module.css';

const StaleMark = ({ at }: { at: string }) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  return (
    <span
      className={`${styles.mark} ${styles.neutral} ${styles.stale}`}
      data-state="Stale"
    >
      <StateIcon state="Stale" className={styles.icon} />
      <Age at={at}>{age => t('state.stale', { age })}</Age>
    </span>
  );
};

/** Everything that holds of an application, the worst first. */
export const ApplicationMarks = ({
  application,
}: {
  application: Application;
}) => {
  const { first, others, stale } = displayState(application);
  const healthy =
    application.health.status === 'Healthy' && first.word !== 'CannotCompare';
  return (
    <Flex align="center" gap="2" style={{ flexWrap: 'wrap' }}>
      {stale && <StaleMark at={application.observedAt} />}
      {[first, ...others].map(mark => (
        <StateMark key={mark.word} mark={mark} />
      ))}
      {healthy && <HealthyMark />}
    </Flex>
  );
};
