import { LoggerService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import {
  EngineInstance,
  KubernetesBackend,
  Observation,
  ObservedApplication,
} from '@backstage-gitops/plugin-gitops-node';
import { FluxEngine } from '../FluxEngine';
import { FluxInstance } from '../FluxInstance';
import { FakeKubernetesBackend } from './FakeKubernetesBackend';
import { recording } from './recordings';

export const KUSTOMIZATIONS = 'kustomize.toolkit.fluxcd.io/v1/kustomizations';
export const GIT_REPOSITORIES = 'source.toolkit.fluxcd.io/v1/gitrepositories';
export const DEPLOYMENTS = 'apps/v1/deployments';
export const SERVICES = 'v1/services';

/** The recorded Kustomization `drift`, its source and what it applied. */
export const drift = recording('drift/00-kustomization-before');
export const web = recording('drift/01-before-web').object;
const settings = recording('drift/01-before-configmap-settings').object;
export const service = recording('drift/15-service-recreated').object;

/** Serves these, as far as it matters here. */
export function serveDrift(fake: FakeKubernetesBackend): void {
  fake.serve(KUSTOMIZATIONS, 'Kustomization', [drift.object]);
  fake.serve(GIT_REPOSITORIES, 'GitRepository', [drift.source]);
  fake.serve(DEPLOYMENTS, 'Deployment', [web]);
  fake.serve(SERVICES, 'Service', [service]);
  fake.serve('v1/configmaps', 'ConfigMap', [settings]);
}

function createBackend(): KubernetesBackend {
  return new KubernetesBackend({
    discovery: mockServices.discovery(),
    auth: mockServices.auth({ pluginId: 'gitops' }),
  });
}

/** The cluster `edge`, with the patience of a test. */
export function createInstance(
  sourceTiming = { lookEveryMs: 5, patienceMs: 10_000 },
): FluxInstance {
  return new FluxInstance(
    'edge',
    createBackend().cluster('edge'),
    mockServices.logger.mock(),
    sourceTiming,
  );
}

export function createEngine(
  clusters: 'all' | string[] = 'all',
  logger: LoggerService = mockServices.logger.mock(),
): FluxEngine {
  return new FluxEngine({
    clusters,
    backend: createBackend(),
    logger,
  });
}

/** What an instance tells, apart from signs of life. */
export function follow(
  instance: EngineInstance,
  signal: AbortSignal,
  known: ObservedApplication[] = [],
) {
  const observations = instance
    .observe({ signal, known: async () => known })
    [Symbol.asyncIterator]();
  const next = async (): Promise<Observation | undefined> => {
    for (;;) {
      const { value } = await observations.next();
      if (value?.type !== 'alive') return value ?? undefined;
    }
  };
  return {
    next,
    /** The next that passes; those before are passed over. */
    async until(passes: (observation: Observation) => boolean) {
      for (;;) {
        const observation = await next();
        if (!observation) throw new Error('It ended');
        if (passes(observation)) return observation;
      }
    },
  };
}

/** How many fields a change says have drifted. */
export function totalOf(observation: Observation): number | undefined {
  return observation.type === 'changed'
    ? observation.application.drift?.total
    : undefined;
}

/** The first application that an instance tells of. */
export async function observeFirst(
  instance: EngineInstance,
  signal: AbortSignal,
): Promise<ObservedApplication> {
  const observation = await follow(instance, signal).next();
  if (observation?.type !== 'snapshot') throw new Error('No snapshot came');
  return observation.applications[0];
}
