import {
  Application,
  displayState,
} from '@backstage-gitops/plugin-gitops-common';

/** The reasons behind what is shown of an application, each once, the worst first. */
export function wordsOf(application: Application): string[] {
  const { first, others } = displayState(application);
  const reasons = [first, ...others].flatMap(({ reason }) => reason || []);
  return [...new Set(reasons)];
}
