import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Sync } from '@backstage-gitops/plugin-gitops-common';
import { gitopsTranslationRef } from '@backstage-gitops/plugin-gitops-react';

/** How a sync stands or ended, in words. */
export function useOutcome({
  phase,
  deployed,
}: Pick<Sync, 'phase' | 'deployed'>): string {
  const { t } = useTranslationRef(gitopsTranslationRef);
  return phase === 'Succeeded' && !deployed
    ? t('deployments.part')
    : t(`phase.${phase}`);
}
