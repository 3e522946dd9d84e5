import { Router } from 'express';
import { ArgoContext } from '../context';
import { APP_PROJECT, CONTROL_NAMESPACE } from '../names';
import { pickFields } from '../rules/fields';
import { listIfServed } from '../trackingIndex';
import { sendAnswer } from './auth';
import { queryFields } from './query';

/** Argo CD makes it where nobody has. */
const DEFAULT_PROJECT = {
  metadata: { name: 'default', namespace: CONTROL_NAMESPACE },
  spec: {
    sourceRepos: ['*'],
    destinations: [{ server: '*', namespace: '*' }],
    clusterResourceWhitelist: [{ group: '*', kind: '*' }],
  },
};

/** The projects, all of which everybody may read here. */
export function projectRoutes({ home }: Pick<ArgoContext, 'home'>): Router {
  const router = Router();

  router.get('/projects', (request, response) => {
    const made = listIfServed(home, APP_PROJECT, CONTROL_NAMESPACE).map(
      ({ metadata, spec }) => ({ metadata, spec }),
    );
    const isMade = made.some(({ metadata }) => metadata.name === 'default');
    const items = [...(isMade ? [] : [DEFAULT_PROJECT]), ...made].sort(
      (left, right) => (left.metadata.name < right.metadata.name ? -1 : 1),
    );
    const fields = queryFields(request);
    sendAnswer(
      response,
      fields.length > 0
        ? { items: items.map(item => pickFields(item, fields, 'items.')) }
        : { metadata: {}, items },
    );
  });

  return router;
}
