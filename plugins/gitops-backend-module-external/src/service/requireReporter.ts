import {
  BackstageCredentials,
  BackstageServicePrincipal,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { ReportingInstance } from '../config';
import { gitopsReportCreatePermission } from '../permission';

/**
 * Lets in whoever the configuration lets report for the instance.
 *
 * @throws NotAllowedError for anybody else; it does not tell which instances there are
 */
export async function requireReporter(
  instance: string,
  {
    instances,
    permissions,
    credentials,
  }: {
    instances: ReportingInstance[];
    permissions: PermissionsService;
    credentials: BackstageCredentials<BackstageServicePrincipal>;
  },
): Promise<void> {
  const permission = gitopsReportCreatePermission;
  const [{ result }] = await permissions.authorize([{ permission }], {
    credentials,
  });
  if (result !== AuthorizeResult.ALLOW) {
    throw new NotAllowedError(
      `The permission ${permission.name} is needed to report.`,
    );
  }
  const { subject } = credentials.principal;
  const isListed = instances.some(
    ({ name, subjects }) => name === instance && subjects.includes(subject),
  );
  if (!isListed) {
    throw new NotAllowedError(
      `"${subject}" may not report for the instance "${instance}"; whoever runs the portal can list it in gitops.external.instances.`,
    );
  }
}
