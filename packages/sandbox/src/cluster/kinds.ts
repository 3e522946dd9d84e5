import application from './schemas/Application.argoproj.io.v1alpha1.json';
import appProject from './schemas/AppProject.argoproj.io.v1alpha1.json';
import bucket from './schemas/Bucket.source.toolkit.fluxcd.io.v1.json';
import externalArtifact from './schemas/ExternalArtifact.source.toolkit.fluxcd.io.v1.json';
import gitRepository from './schemas/GitRepository.source.toolkit.fluxcd.io.v1.json';
import helmChart from './schemas/HelmChart.source.toolkit.fluxcd.io.v1.json';
import helmRelease from './schemas/HelmRelease.helm.toolkit.fluxcd.io.v2.json';
import helmRepository from './schemas/HelmRepository.source.toolkit.fluxcd.io.v1.json';
import kustomization from './schemas/Kustomization.kustomize.toolkit.fluxcd.io.v1.json';
import ociRepository from './schemas/OCIRepository.source.toolkit.fluxcd.io.v1.json';
import { builtInShape, schemaShape, type Shape } from './fields/shape';
import type { JsonObject } from './json';

/** A kind that a cluster serves. */
export interface ResourceType {
  /** Empty for the core group. */
  group: string;
  version: string;
  kind: string;
  plural: string;
  singular: string;
  shortNames: readonly string[];
  categories: readonly string[];
  namespaced: boolean;
  status: boolean;
  scale: boolean;
  /** Whether `metadata.generation` counts the changes of its spec. */
  generation: boolean;
  /** The structural schema of a custom resource; built-in kinds have none. */
  schema?: JsonObject;
  shape: Shape;
}

/** What tells two types apart, whatever their version. */
export function typeKey(type: { group: string; plural: string }): string {
  return `${type.group}/${type.plural}`;
}

export function apiVersionOf(type: { group: string; version: string }): string {
  return type.group ? `${type.group}/${type.version}` : type.version;
}

function builtIn(
  apiVersion: string,
  kind: string,
  more: Partial<ResourceType> = {},
): ResourceType {
  const [version, group = ''] = apiVersion.split('/').reverse();
  const singular = kind.toLowerCase();
  return {
    group,
    version,
    kind,
    plural: `${singular}s`,
    singular,
    shortNames: [],
    categories: [],
    namespaced: true,
    status: true,
    scale: false,
    generation: false,
    shape: builtInShape(kind),
    ...more,
  };
}

const all = ['all'];
const scalable = {
  categories: all,
  scale: true,
  generation: true,
};

export const builtInKinds: readonly ResourceType[] = [
  builtIn('v1', 'ConfigMap', { shortNames: ['cm'], status: false }),
  builtIn('v1', 'Event', { shortNames: ['ev'], status: false }),
  builtIn('v1', 'Namespace', { shortNames: ['ns'], namespaced: false }),
  builtIn('v1', 'Pod', { shortNames: ['po'], categories: all }),
  builtIn('v1', 'Secret', { status: false }),
  builtIn('v1', 'ServiceAccount', { shortNames: ['sa'], status: false }),
  builtIn('v1', 'Service', { shortNames: ['svc'], categories: all }),
  builtIn('apps/v1', 'Deployment', { ...scalable, shortNames: ['deploy'] }),
  builtIn('apps/v1', 'ReplicaSet', { ...scalable, shortNames: ['rs'] }),
  builtIn('apps/v1', 'StatefulSet', { ...scalable, shortNames: ['sts'] }),
  builtIn('batch/v1', 'CronJob', {
    shortNames: ['cj'],
    categories: all,
    generation: true,
  }),
  builtIn('batch/v1', 'Job', { categories: all, generation: true }),
  builtIn('networking.k8s.io/v1', 'Ingress', {
    plural: 'ingresses',
    shortNames: ['ing'],
    generation: true,
  }),
  builtIn('autoscaling/v2', 'HorizontalPodAutoscaler', {
    shortNames: ['hpa'],
    categories: all,
  }),
  builtIn('policy/v1', 'PodDisruptionBudget', {
    shortNames: ['pdb'],
    generation: true,
  }),
];

interface CustomResource {
  group: string;
  version: string;
  kind: string;
  schema: JsonObject;
}

/** A custom resource from its structural schema. */
export function customKind(
  { group, version, kind, schema }: CustomResource,
  plural: string,
  more: Partial<ResourceType> = {},
): ResourceType {
  return {
    group,
    version,
    kind,
    plural,
    singular: kind.toLowerCase(),
    shortNames: [],
    categories: [],
    namespaced: true,
    status: true,
    scale: false,
    generation: true,
    schema,
    shape: schemaShape(schema),
    ...more,
  };
}

export const argoKinds: readonly ResourceType[] = [
  customKind(appProject, 'appprojects', {
    shortNames: ['appproj', 'appprojs'],
    status: false,
  }),
  customKind(application, 'applications', {
    shortNames: ['app', 'apps'],
    status: false,
  }),
];

const sources = ['all', 'fluxcd', 'fluxcd-sources'];
const appliers = ['all', 'fluxcd', 'fluxcd-appliers'];

export const fluxKinds: readonly ResourceType[] = [
  customKind(kustomization, 'kustomizations', {
    shortNames: ['ks'],
    categories: appliers,
  }),
  customKind(helmRelease, 'helmreleases', {
    shortNames: ['hr'],
    categories: appliers,
  }),
  customKind(externalArtifact, 'externalartifacts', {
    shortNames: ['ea'],
    categories: sources,
  }),
  customKind(gitRepository, 'gitrepositories', {
    shortNames: ['gitrepo'],
    categories: sources,
  }),
  customKind(ociRepository, 'ocirepositories', {
    shortNames: ['ocirepo'],
    categories: sources,
  }),
  customKind(bucket, 'buckets', { categories: sources }),
  customKind(helmChart, 'helmcharts', {
    shortNames: ['hc'],
    categories: sources,
  }),
  customKind(helmRepository, 'helmrepositories', {
    shortNames: ['helmrepo'],
    categories: sources,
  }),
];

/** What a cluster serves if not told otherwise. */
export const allKinds: readonly ResourceType[] = [
  ...builtInKinds,
  ...argoKinds,
  ...fluxKinds,
];
