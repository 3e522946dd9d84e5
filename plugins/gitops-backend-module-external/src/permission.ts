import { createPermission } from '@backstage/plugin-permission-common';

/**
 * To report states. A service token that is restricted to it can do nothing else;
 * for which instance it may report is configured with the instance.
 */
export const gitopsReportCreatePermission = createPermission({
  name: 'gitops.report.create',
  attributes: { action: 'create' },
});
