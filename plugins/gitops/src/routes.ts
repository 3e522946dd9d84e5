import { createRouteRef } from '@backstage/frontend-plugin-api';

/** The GitOps tab of an entity. */
export const entityContentRouteRef = createRouteRef();
