import { LoggerService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import {
  Observation,
  ObservedApplication,
} from '@backstage-gitops/plugin-gitops-node';
import { ArgocdInstance, ArgocdTiming } from '../ArgocdInstance';
import { ArgocdCredentials } from '../config';
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

/** What the instance `main` tells until the signal aborts. */
export function observeArgocd(
  signal: AbortSignal,
  options: ObserveOptions = {},
) {
  const observations = argocdInstance(options)
    .observe({ signal, known: async () => options.known ?? [] })
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
