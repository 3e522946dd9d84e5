import { Entity } from '@backstage/catalog-model';
import {
  ID_LABELS,
  KUBERNETES_ID,
} from '@backstage-gitops/plugin-gitops-common';
import { LabelRequirement, matchesLabels } from './labelSelector';
import { ObservedApplication } from './observed';

/** What an entity says of the applications it means; all that is given must hold. */
export interface ApplicationClaim {
  names?: string[];
  labels?: LabelRequirement[];
  namespaces?: string[];
  instances?: string[];
  projects?: string[];
  /**
   * The annotations that it is read from: that which names applications, and that
   * which narrows it down to instances. Only where the first means nothing else, so
   * that it is a mistake when it names nothing.
   */
  saidBy?: { applications: string; instances: string };
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

/**
 * What a component means that has no annotation for an engine: applications with
 * its id on a label. That merely claims: a label has neither kind nor namespace of an
 * entity, and whoever registers one chooses its name.
 */
export function claimsByIdLabel(entity: Entity): ApplicationClaim[] {
  if (entity.kind.toLocaleLowerCase('en-US') !== 'component') return [];
  const { name, annotations } = entity.metadata;
  const kubernetesId = annotations?.[KUBERNETES_ID]?.trim() || name;
  return ID_LABELS.map(key => ({
    labels: [
      {
        key,
        operator: 'In',
        values: [key === KUBERNETES_ID ? kubernetesId : name],
      },
    ],
  }));
}
