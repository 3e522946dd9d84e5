import { APPLICATION_SET } from '@backstage-gitops/plugin-gitops-common';
import {
  collectionPath,
  KubernetesObjectRef,
  ResourceType,
} from '@backstage-gitops/plugin-gitops-node';

/** Argo CD has had one version of it, ever. */
const APPLICATION: ResourceType = {
  kind: 'Application',
  namespaced: true,
  base: '/apis/argoproj.io/v1alpha1',
  plural: 'applications',
};

const APP_PROJECT: ResourceType = {
  ...APPLICATION,
  kind: 'AppProject',
  plural: 'appprojects',
};

export function applicationRef(name: {
  namespace: string;
  name: string;
}): KubernetesObjectRef {
  return { type: APPLICATION, namespace: name.namespace, name: name.name };
}

const APPLICATION_SET_TYPE: ResourceType = {
  ...APPLICATION,
  kind: APPLICATION_SET,
  plural: 'applicationsets',
};

/** Of one namespace, or of all. */
export function applicationsPath(namespace: string | undefined): string {
  return collectionPath(APPLICATION, namespace);
}

/** Of one namespace, or of all. */
export function appProjectsPath(namespace: string | undefined): string {
  return collectionPath(APP_PROJECT, namespace);
}

/** Of one namespace, or of all. */
export function applicationSetsPath(namespace: string | undefined): string {
  return collectionPath(APPLICATION_SET_TYPE, namespace);
}
