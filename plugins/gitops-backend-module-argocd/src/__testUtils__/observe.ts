import { LoggerService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { Observation } from '@backstage-gitops/plugin-gitops-node';
import { ArgocdInstance, ArgocdTiming } from '../ArgocdInstance';
import { ArgocdCredentials } from '../config';
import { ARGOCD_URL } from './FakeArgocd';
import { recordedBody } from './recordings';

/** As far as tests change it. */
export interface RecordedApplication {
  metadata: { name: string; namespace: string };
  status: { sync: { status: string }; reconciledAt: string };
}

export function application(file: string): RecordedApplication {
  // Recorded Applications all have these.
  return structuredClone(recordedBody(file)) as RecordedApplication;
}

export interface ObserveOptions {
  credentials?: ArgocdCredentials;
  timing?: Partial<ArgocdTiming>;
  logger?: LoggerService;
}

/** What the instance `main` tells until the signal aborts. */
export function observeArgocd(
  signal: AbortSignal,
  options: ObserveOptions = {},
) {
  const instance = new ArgocdInstance(
    {
      name: 'main',
      url: ARGOCD_URL,
      frontendUrl: ARGOCD_URL,
      credentials: options.credentials ?? { type: 'none' },
    },
    options.logger ?? mockServices.logger.mock(),
    options.timing,
  );
  const observations = instance.observe({ signal })[Symbol.asyncIterator]();
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
