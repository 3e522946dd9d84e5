import {
  createPermission,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import { OperationType } from './vocabulary';

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

/**
 * Acting, and reading what resources hold, is decided per catalog entity, so that a policy can use the catalog's
 * own rules, such as `isEntityOwner`.
 */
const RESOURCE_TYPE = 'catalog-entity';

/** A permission that is decided for one catalog entity. */
export type EntityPermission = ResourcePermission<typeof RESOURCE_TYPE>;

/** To have an application of the entity synced: Argo CD syncs, Flux reconciles. */
export const gitopsApplicationSyncPermission = createPermission({
  name: 'gitops.application.sync',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE,
});

/** To have an application of the entity compared with Git anew. */
export const gitopsApplicationRefreshPermission = createPermission({
  name: 'gitops.application.refresh',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE,
});

/** To pause and to resume reconciliation. */
export const gitopsApplicationSuspendPermission = createPermission({
  name: 'gitops.application.suspend',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE,
});

/**
 * To read the contents of resources: what differs, the values of drifted
 * fields, the list of what an application manages.
 */
export const gitopsApplicationInspectPermission = createPermission({
  name: 'gitops.application.inspect',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE,
});

/** To take note of an alert, for everybody to see. */
export const gitopsAlertAcknowledgePermission = createPermission({
  name: 'gitops.alert.acknowledge',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE,
});

/** What each operation needs. */
export const OPERATION_PERMISSIONS: Record<OperationType, EntityPermission> = {
  sync: gitopsApplicationSyncPermission,
  refresh: gitopsApplicationRefreshPermission,
  suspend: gitopsApplicationSuspendPermission,
  resume: gitopsApplicationSuspendPermission,
};

export const gitopsPermissions = [
  gitopsApplicationReadPermission,
  gitopsFleetReadPermission,
  gitopsApplicationSyncPermission,
  gitopsApplicationRefreshPermission,
  gitopsApplicationSuspendPermission,
  gitopsApplicationInspectPermission,
  gitopsAlertAcknowledgePermission,
];
