import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { gitopsTranslationRef } from '@backstage-gitops/plugin-gitops-react';
import { ResourceWord } from '../../rules/resourceState';

/** The text of a word; why a resource differs is told of its application only. */
export function useResourceWord(): (word: ResourceWord) => string {
  const { t } = useTranslationRef(gitopsTranslationRef);
  return word => t(word === 'Differs' ? 'resources.differs' : `state.${word}`);
}
