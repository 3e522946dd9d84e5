import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Initiator } from '@backstage-gitops/plugin-gitops-common';
import {
  gitopsTranslationRef,
  personName,
} from '@backstage-gitops/plugin-gitops-react';

/** Who or what began a sync, in words; nothing where that is not told. */
export function useInitiator(
  initiatedBy: Initiator | null | undefined,
): string | undefined {
  const { t } = useTranslationRef(gitopsTranslationRef);
  if (initiatedBy?.name) return personName(initiatedBy.name);
  return initiatedBy?.automated ? t('tab.automated') : undefined;
}
