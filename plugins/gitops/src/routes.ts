import { createRouteRef } from '@backstage/frontend-plugin-api';

/** The fleet and its alerts. */
export const rootRouteRef = createRouteRef();

/** The GitOps tab of an entity. */
export const entityContentRouteRef = createRouteRef();
