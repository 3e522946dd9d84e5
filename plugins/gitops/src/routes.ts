// Such refs are of both frontend systems.
import { createRouteRef } from '@backstage/core-plugin-api';

/** The fleet, its alerts and what is observed. */
export const rootRouteRef = createRouteRef({ id: 'gitops' });

/** The GitOps tab of an entity. */
export const entityContentRouteRef = createRouteRef({
  id: 'gitops.entity-content',
});
