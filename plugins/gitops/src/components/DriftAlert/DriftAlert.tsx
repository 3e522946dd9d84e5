import { ReactNode, useState } from 'react';
import { parseEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Acknowledgement,
  Drift,
  Permitted,
} from '@backstage-gitops/plugin-gitops-common';
import {
  Age,
  DriftSummary,
  gitopsTranslationRef,
  SinceText,
} from '@backstage-gitops/plugin-gitops-react';
import { Alert, Button, Text } from '@backstage/ui';
import { AcknowledgeDialog } from './AcknowledgeDialog';

const MOST_FIELDS = 3;

export interface DriftAlertProps {
  id: string;
  /** Of the application. */
  name: string;
  environment: string | null;
  drift: Drift;
  acknowledged: Acknowledgement | null;
  /** Absent where it is over. */
  mayAcknowledge?: Permitted;
  /** What else is to be said. */
  children?: ReactNode;
}

/** Somebody changed the cluster: what, where, since when, who, and what to do about it. */
export const DriftAlert = ({
  id,
  name,
  environment,
  drift,
  acknowledged,
  mayAcknowledge,
  children,
}: DriftAlertProps) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const [isOpen, setOpen] = useState(false);
  const title = environment
    ? t('alert.titleIn', { name, environment })
    : t('alert.title', { name });
  return (
    <>
      <Alert
        status="warning"
        icon
        data-alert={id}
        title={
          <>
            {title}
            {drift.since.at && (
              <>
                {' · '}
                <SinceText since={drift.since} />
              </>
            )}
          </>
        }
        description={
          <>
            <Text as="p" variant="body-small">
              {drift.by === 'person' ? t('alert.person') : t('alert.unknown')}
            </Text>
            <DriftSummary drift={drift} most={MOST_FIELDS} />
            {acknowledged && (
              <Text as="p" variant="body-small">
                {t('alert.acknowledged', {
                  name: parseEntityRef(acknowledged.by).name,
                })}
                {' · '}
                <Age at={acknowledged.at} />
                {acknowledged.note && `: ${acknowledged.note}`}
              </Text>
            )}
            {children}
          </>
        }
        customActions={
          mayAcknowledge === true ? (
            <Button
              size="small"
              variant="secondary"
              aria-label={t('alert.dialog', { name })}
              onPress={() => setOpen(true)}
            >
              {t('alert.acknowledge')}
            </Button>
          ) : undefined
        }
      />
      {isOpen && (
        <AcknowledgeDialog
          alertId={id}
          name={name}
          note={acknowledged?.note}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
};
