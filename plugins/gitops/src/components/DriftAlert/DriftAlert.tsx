import { ReactNode, useId, useState } from 'react';
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
  personName,
  QuietText,
  SinceText,
} from '@backstage-gitops/plugin-gitops-react';
import { Alert, Button, Text } from '@backstage/ui';
import { AcknowledgeDialog } from './AcknowledgeDialog';
import styles from './DriftAlert.module.css';

const MOST_FIELDS = 3;

export interface DriftAlertProps {
  id: string;
  /** Of the application. */
  name: string;
  environment: string | null;
  drift: Drift;
  acknowledged: Acknowledgement | null;
  mayAcknowledge?: Permitted;
  /** Whom to ask where that is not allowed. */
  owners?: string;
  /** Told as something of the past; nothing is to be done about it. */
  isOver?: boolean;
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
  owners,
  isOver = false,
  children,
}: DriftAlertProps) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const [isOpen, setOpen] = useState(false);
  const refusalId = useId();
  const title = environment
    ? t('alert.titleIn', { name, environment })
    : t('alert.title', { name });
  const refusalOf = (permitted: Permitted | undefined) => {
    if (permitted === 'unconfirmed') return t('alert.unconfirmed', { name });
    if (permitted !== 'forbidden') return undefined;
    return owners
      ? t('alert.forbidden', { owners })
      : t('alert.forbiddenNobody');
  };
  const refusal = isOver ? undefined : refusalOf(mayAcknowledge);
  const action = t(acknowledged ? 'alert.change' : 'alert.acknowledge');
  return (
    <>
      <Alert
        status={isOver ? 'info' : 'warning'}
        icon
        data-alert={id}
        title={
          <>
            {title}
            {drift.since.at && !isOver && (
              <>
                {' · '}
                <SinceText since={drift.since} />
              </>
            )}
          </>
        }
        description={
          <div className={styles.description}>
            <Text as="p" variant="body-small">
              {drift.by === 'person' ? t('alert.person') : t('alert.unknown')}
            </Text>
            <DriftSummary drift={drift} most={MOST_FIELDS} />
            {acknowledged && (
              <Text as="p" variant="body-small">
                {t('alert.acknowledged', {
                  name: personName(acknowledged.by),
                })}
                {' · '}
                <Age at={acknowledged.at} />
                {acknowledged.note && `: ${acknowledged.note}`}
              </Text>
            )}
            {children}
            {!isOver && (
              <Text as="p" variant="body-small">
                {t('alert.whatToDo')}
              </Text>
            )}
            {mayAcknowledge !== undefined && !isOver && (
              <Button
                size="small"
                variant="secondary"
                className={styles.action}
                aria-label={`${action}: ${title}`}
                aria-describedby={refusal && refusalId}
                isDisabled={refusal !== undefined}
                onPress={() => setOpen(true)}
              >
                {action}
              </Button>
            )}
            {refusal && (
              <QuietText as="p" variant="body-small" id={refusalId}>
                {refusal}
              </QuietText>
            )}
          </div>
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
