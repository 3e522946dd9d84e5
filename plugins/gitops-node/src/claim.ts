import { LabelRequirement, matchesLabels } from './labelSelector';
import { ObservedApplication } from './observed';

/** What an entity says of the applications it means; all that is given must hold. */
export interface ApplicationClaim {
  names?: string[];
  labels?: LabelRequirement[];
  namespaces?: string[];
  instances?: string[];
  projects?: string[];
}

/** Whether an application of the instance is meant by the claim. An empty claim means none. */
export function matchesClaim(
  claim: ApplicationClaim,
  instance: string,
  application: Pick<
    ObservedApplication,
    'name' | 'namespace' | 'labels' | 'project'
  >,
): boolean {
  const { names, labels, namespaces, instances, projects } = claim;
  if (!names && !labels && !projects) return false;
  return (
    (!names || names.includes(application.name)) &&
    (!labels || matchesLabels(labels, application.labels)) &&
    (!namespaces || namespaces.includes(application.namespace)) &&
    (!instances || instances.includes(instance)) &&
    (!projects || projects.includes(application.project ?? ''))
  );
}
