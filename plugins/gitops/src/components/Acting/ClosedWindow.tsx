import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Application } from '@backstage-gitops/plugin-gitops-common';
import {
  gitopsTranslationRef,
  QuietText,
  TimeUntil,
} from '@backstage-gitops/plugin-gitops-react';

/** Why nobody may sync it now, and when one may. */
export const ClosedWindow = ({
  id,
  application: { name, syncWindow },
}: {
  /** What it explains points to it. */
  id: string;
  application: Pick<Application, 'name' | 'syncWindow'>;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const opensAt = syncWindow?.manual.until;
  return (
    <QuietText as="p" variant="body-small" id={id}>
      {opensAt ? (
        <TimeUntil at={opensAt}>
          {time => t('act.windowOpensIn', { name, time })}
        </TimeUntil>
      ) : (
        t('act.windowClosedFor', { name })
      )}
    </QuietText>
  );
};
