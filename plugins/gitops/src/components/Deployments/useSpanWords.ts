import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Unobserved } from '@backstage-gitops/plugin-gitops-common';
import {
  gitopsTranslationRef,
  useNow,
  useTimeFormat,
} from '@backstage-gitops/plugin-gitops-react';

/** Of whom, from when to when nothing was observed, and what follows of it. */
export function useSpanWords({ instance, from, to }: Unobserved): string {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const { moment, duration } = useTimeFormat();
  const now = useNow();
  const end = to === null ? now : Date.parse(to);
  const words = {
    instance,
    from: moment(from),
    duration: duration(end - Date.parse(from)),
  };
  return to === null
    ? t('deployments.unobservedSince', words)
    : t('deployments.unobserved', { ...words, to: moment(to) });
}
