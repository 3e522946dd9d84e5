import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Application,
  Binding,
  gitopsAlertAcknowledgePermission,
  gitopsApplicationInspectPermission,
  OPERATION_PERMISSIONS,
  OperationType,
  Permitted,
} from '@backstage-gitops/plugin-gitops-common';
import { Permits } from './Permits';

/** What somebody may do with an application. */
export interface Allowed {
  operations: NonNullable<Application['allowed']>['operations'];
  inspect: Permitted;
  acknowledge: Permitted;
}

/** Works it out for all of them together, so that the policy is asked each thing once. */
export async function allowedOf(
  permits: Permits,
  applications: Array<{ bindings: Binding[]; operations: OperationType[] }>,
  credentials: BackstageCredentials,
): Promise<Allowed[]> {
  const answers = await permits.ask(
    applications.flatMap(({ bindings, operations }) => [
      { permission: gitopsApplicationInspectPermission, bindings },
      { permission: gitopsAlertAcknowledgePermission, bindings },
      ...operations.map(type => ({
        permission: OPERATION_PERMISSIONS[type],
        bindings,
      })),
    ]),
    credentials,
  );
  let next = 0;
  const take = () => answers[next++];
  return applications.map(({ operations }) => ({
    inspect: take(),
    acknowledge: take(),
    operations: Object.fromEntries(operations.map(type => [type, take()])),
  }));
}
