import { Entity } from '@backstage/catalog-model';
import { EXTERNAL_NAME } from '@backstage-gitops/plugin-gitops-common';
import { ApplicationClaim } from '@backstage-gitops/plugin-gitops-node';

/** The reported applications that an entity names, as `<instance>/<name>`. */
export function externalClaims(entity: Entity): {
  claims: ApplicationClaim[];
  problems: string[];
} {
  const claims: ApplicationClaim[] = [];
  const problems: string[] = [];
  const parts = (entity.metadata.annotations?.[EXTERNAL_NAME] ?? '')
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '');
  for (const part of parts) {
    const [, instance, name] = /^([^/]+)\/(.+)$/.exec(part) ?? [];
    if (name) {
      claims.push({
        names: [name],
        instances: [instance],
        saidBy: { applications: EXTERNAL_NAME, instances: EXTERNAL_NAME },
      });
    } else {
      problems.push(
        `The annotation ${EXTERNAL_NAME} is wrong: "${part}" must be an instance and a name, as in terraform/network.`,
      );
    }
  }
  return { claims, problems };
}
