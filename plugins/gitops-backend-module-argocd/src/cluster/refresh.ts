import { setTimeout as delay } from 'node:timers/promises';
import {
  changeObject,
  getObject,
  KubernetesClient,
  NoAnswerError,
  ObservedApplication,
  OperationAnswer,
} from '@backstage-gitops/plugin-gitops-node';
import { ArgocdApplication, parseApplication } from '../project/application';
import { refreshAnswer } from '../refreshAnswer';
import { applicationRef } from './applications';

/** Argo CD takes it away when it has fetched and compared. */
const REFRESH = 'argocd.argoproj.io/refresh';

/** How long Argo CD is waited for. */
export interface RefreshTiming {
  lookEveryMs: number;
  patienceMs: number;
}

export const REFRESH_TIMING: RefreshTiming = {
  lookEveryMs: 1_000,
  patienceMs: 60_000,
};

/** @returns the application once Argo CD has compared it; undefined after all patience */
async function untilCompared(
  look: () => Promise<ArgocdApplication | undefined>,
  { signal, timing }: { signal: AbortSignal; timing: RefreshTiming },
): Promise<ArgocdApplication | undefined> {
  const deadline = Date.now() + timing.patienceMs;
  for (;;) {
    const application = await look();
    const isAsked = application?.metadata.annotations?.[REFRESH] !== undefined;
    if (application && !isAsked) return application;
    if (Date.now() >= deadline) return undefined;
    await delay(timing.lookEveryMs, undefined, { signal });
  }
}

/**
 * Has Argo CD compare an application anew, by the annotation that it looks for.
 * @throws Error with a sentence for the person
 */
export async function refresh(
  client: KubernetesClient,
  { namespace, name }: ObservedApplication,
  options: { signal: AbortSignal; timing: RefreshTiming },
): Promise<OperationAnswer> {
  const ref = applicationRef({ namespace, name });
  const { signal, timing } = options;
  try {
    const annotations = { [REFRESH]: 'normal' };
    await changeObject(client, ref, { metadata: { annotations } }, { signal });
    const compared = await untilCompared(
      async () => parseApplication(await getObject(client, ref, { signal })),
      options,
    );
    if (compared) return refreshAnswer(compared);
  } catch (error) {
    if (!(error instanceof NoAnswerError)) throw error;
    return {
      phase: 'Unknown',
      message: `${error.message}; it may have been done all the same`,
    };
  }
  return {
    phase: 'Failed',
    message: `Argo CD did not compare it within ${
      timing.patienceMs / 1000
    } s; does its application controller run?`,
  };
}
