import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Application,
  OperationType,
} from '@backstage-gitops/plugin-gitops-common';
import { gitopsTranslationRef } from '@backstage-gitops/plugin-gitops-react';
import { actionWords } from '../../rules/acting';

/** `Sync 3 commits to production` */
export function useActionWords(
  application: Application,
): (type: OperationType) => string {
  const { t } = useTranslationRef(gitopsTranslationRef);
  return type => {
    const words = actionWords(application, type);
    switch (words.key) {
      case 'syncTo':
      case 'reconcileTo': {
        const { count, environment } = words;
        return t(`act.${words.key}`, { count, environment });
      }
      case 'syncCommits':
      case 'reconcileCommits':
        return t(`act.${words.key}`, { count: words.count });
      default:
        return t(`act.${words.key}`);
    }
  };
}
