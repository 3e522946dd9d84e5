import { ReactNode } from 'react';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  Application,
  ENTITY_REF,
  Permitted,
} from '@backstage-gitops/plugin-gitops-common';
import {
  gitopsTranslationRef,
  QuietText,
} from '@backstage-gitops/plugin-gitops-react';
import { claimedFrom } from '../../rules/belonging';
import { EntityLinks } from '../EntityLink';
import styles from './Acting.module.css';
import { useOwnersToAsk } from './useOwnersToAsk';

/** Why the person may not act, and who to ask. */
export const Refusal = ({
  id,
  application,
  permitted,
}: {
  /** What it explains points to it. */
  id: string;
  application: Pick<Application, 'id' | 'bindings' | 'name'>;
  permitted: Exclude<Permitted, true>;
}) => {
  const reason = useReason(application, permitted);
  return (
    <QuietText as="p" variant="body-small" id={id}>
      {reason}
    </QuietText>
  );
};

function useReason(
  application: Pick<Application, 'id' | 'bindings' | 'name'>,
  permitted: Exclude<Permitted, true>,
): ReactNode {
  const { entity } = useEntity();
  const { t } = useTranslationRef(gitopsTranslationRef);
  const owners = useOwnersToAsk(application);
  const { name } = application;
  const entityRef = stringifyEntityRef(entity);
  if (permitted === 'unconfirmed') {
    return (
      <>
        {t('act.unconfirmed', { name })}{' '}
        <code className={styles.code}>{`${ENTITY_REF}: ${entityRef}`}</code>
      </>
    );
  }
  const others = claimedFrom(application, entityRef);
  if (others.length > 0) {
    return t('act.claimed', {
      name,
      entities: (
        <EntityLinks entityRefs={others} applicationId={application.id} />
      ),
    });
  }
  return owners
    ? t('act.forbidden', { name, owners })
    : t('act.forbiddenNobody', { name });
}
