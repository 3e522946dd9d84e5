import { createPermission } from '@backstage/plugin-permission-common';

/** Switches GitOps status on for a person; which entities follows the catalog. */
export const gitopsApplicationReadPermission = createPermission({
  name: 'gitops.application.read',
  attributes: { action: 'read' },
});

/** Adds applications that no readable entity claims, instances and repositories. */
export const gitopsFleetReadPermission = createPermission({
  name: 'gitops.fleet.read',
  attributes: { action: 'read' },
});

export const gitopsPermissions = [
  gitopsApplicationReadPermission,
  gitopsFleetReadPermission,
];
