import { LoggerService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import {
  EngineInstance,
  KubernetesBackend,
  Observation,
  ObservedApplication,
} from '@backstage-gitops/plugin-gitops-node';
import { ArgocdInstance, ArgocdTiming } from '../ArgocdInstance';
import {
  ArgocdClusterInstance,
  ClusterTiming,
} from '../cluster/ArgocdClusterInstance';
import { ArgocdClusterOptions, ArgocdCredentials } from '../config';
import { ARGOCD_URL } from './FakeArgocd';
import { changedBody } from './recordings';

/** As far as tests change it. */
export interface RecordedApplication {
  metadata: { name: string; namespace: string };
  status: { sync: { status: string }; reconciledAt: string };
}

/** @param changes - see `changedBody` */
export function application(
  file: string,
  changes: Record<string, unknown> = {},
): RecordedApplication {
  // Recorded Applications all have these.
  return changedBody(file, changes) as unknown as RecordedApplication;
}

export interface ObserveOptions {
  credentials?: ArgocdCredentials;
  timing?: Partial<ArgocdTiming>;
  /** As the process before observed them. */
  known?: ObservedApplication[];
  logger?: LoggerService;
}

/** The instance `main`, not observed yet. */
export function argocdInstance(
  options: ObserveOptions & { url?: string } = {},
): ArgocdInstance {
  const { url = ARGOCD_URL } = options;
  return new ArgocdInstance(
    {
      name: 'main',
      url,
      frontendUrl: url,
      credentials: options.credentials ?? { type: 'none' },
    },
    options.logger ?? mockServices.logger.mock(),
    options.timing,
  );
}

/** The instance `main` of the cluster `edge`, with the patience of a test. */
export function argocdClusterInstance(
  options: Partial<ArgocdClusterOptions> = {},
  timing: Partial<ClusterTiming> = { lookEveryMs: 5, patienceMs: 10_000 },
  logger: LoggerService = mockServices.logger.mock(),
): ArgocdClusterInstance {
  const backend = new KubernetesBackend({
    discovery: mockServices.discovery(),
    auth: mockServices.auth({ pluginId: 'gitops' }),
  });
  return new ArgocdClusterInstance(
    { name: 'main', cluster: 'edge', ...options },
    backend,
    logger,
    timing,
  );
}

/** What an instance tells until the signal aborts. */
export function follow(
  instance: EngineInstance,
  signal: AbortSignal,
  known: ObservedApplication[] = [],
) {
  const observations = instance
    .observe({ signal, known: async () => known })
    [Symbol.asyncIterator]();
  return {
    /** The next observation that is more than a sign of life. */
    async next(): Promise<Observation | undefined> {
      for (;;) {
        const { value } = await observations.next();
        if (value?.type !== 'alive') return value ?? undefined;
      }
    },
    nextOfAny: async () => (await observations.next()).value,
  };
}

/** What the instance `main` tells until the signal aborts. */
export function observeArgocd(
  signal: AbortSignal,
  options: ObserveOptions = {},
) {
  return follow(argocdInstance(options), signal, options.known);
}
