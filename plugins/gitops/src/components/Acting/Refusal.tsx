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
import { EntityLink } from '../EntityLink';
import styles from './Acting.module.css';
import { useOwners } from './useOwners';

/** Why the person may not act, and who to ask. */
export const Refusal = ({
  id,
  application: { bindings, name },
  permitted,
}: {
  /** What it explains points to it. */
  id: string;
  application: Pick<Application, 'bindings' | 'name'>;
  permitted: Exclude<Permitted, true>;
}) => {
  const { entity } = useEntity();
  const { t } = useTranslationRef(gitopsTranslationRef);
  const owners = useOwners();
  const entityRef = stringifyEntityRef(entity);
  if (permitted === 'unconfirmed') {
    return (
      <QuietText as="p" variant="body-small" id={id}>
        {t('act.unconfirmed', { name })}{' '}
        <code className={styles.code}>{`${ENTITY_REF}: ${entityRef}`}</code>
      </QuietText>
    );
  }
  // Where this entity only claims it, its own owners have no say either.
  const confirmed = bindings.filter(binding => binding.confirmed);
  const others = confirmed.some(binding => binding.entityRef === entityRef)
    ? []
    : confirmed;
  if (others.length > 0) {
    return (
      <QuietText as="p" variant="body-small" id={id}>
        {t('act.claimed', { name })}{' '}
        {others.map(binding => (
          <EntityLink key={binding.entityRef} entityRef={binding.entityRef} />
        ))}
      </QuietText>
    );
  }
  return (
    <QuietText as="p" variant="body-small" id={id}>
      {owners
        ? t('act.forbidden', { name, owners })
        : t('act.forbiddenNobody', { name })}
    </QuietText>
  );
};
