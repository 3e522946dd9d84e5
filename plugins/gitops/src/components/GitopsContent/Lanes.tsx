import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { gitopsTranslationRef } from '@backstage-gitops/plugin-gitops-react';
import { Text } from '@backstage/ui';
import { Lane } from '../../rules/lanes';
import { LaneApplication } from './LaneApplication';
import { useAddressed } from './useAddressed';
import styles from './GitopsContent.module.css';

/** Environments from left to right in promotion order. */
export const Lanes = ({ lanes }: { lanes: Lane[] }) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const ref = useAddressed<HTMLDivElement>();
  return (
    <div ref={ref} className={styles.lanes}>
      {lanes.map(({ environment, applications }) => {
        const title = environment ?? t('card.noEnvironment');
        return (
          <section
            key={environment ?? ''}
            className={styles.lane}
            aria-label={title}
          >
            <Text
              as="h2"
              variant="title-x-small"
              weight="bold"
              className={styles.breakable}
            >
              {title}
            </Text>
            {applications.map(application => (
              <LaneApplication key={application.id} application={application} />
            ))}
          </section>
        );
      })}
    </div>
  );
};
