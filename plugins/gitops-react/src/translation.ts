import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { acting } from './messages/acting';
import { commits } from './messages/commits';
import { entity } from './messages/entity';
import { fleet } from './messages/fleet';
import { scaffolding } from './messages/scaffolding';
import { states } from './messages/states';

/** Every text of the GitOps plugins. */
export const gitopsTranslationRef = createTranslationRef({
  id: 'gitops',
  messages: {
    ...states,
    ...entity,
    ...commits,
    ...acting,
    ...fleet,
    ...scaffolding,
  },
});
