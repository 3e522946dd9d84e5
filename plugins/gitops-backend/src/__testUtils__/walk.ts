import { GitFacts } from '../git/types';
import { transition } from '../transition';
import { driftedField, driftOf } from './driftedField';
import { observedApplication, REVISION_2 } from './observedApplication';

export const T0 = '2026-11-20T10:00:00.000Z';
export const T1 = '2026-11-20T11:00:00.000Z';
export const T2 = '2026-11-20T12:00:00.000Z';
export const T3 = '2026-11-20T13:00:00.000Z';

export type Step = [
  observed: NonNullable<Parameters<typeof observedApplication>[0]>,
  git: GitFacts,
  now: string,
  gap?: 'gap',
];

const context = { id: 'app', engine: 'argocd', instance: 'main' } as const;
export const synced: Step[0] = {};
export const differs: Step[0] = { sync: { status: 'OutOfSync' } };
export const moved: Step[0] = {
  sync: { status: 'OutOfSync', desiredRevisions: [REVISION_2] },
};
export const drifted = (at?: string): Step[0] => ({
  ...differs,
  drift: driftOf(driftedField({ at })),
});

/** Goes through the looks, and gives the last result. */
export function walk(...steps: Step[]): ReturnType<typeof transition> {
  let result: ReturnType<typeof transition> | undefined;
  for (const [observed, git, now, gap] of steps) {
    result = transition(
      result?.record,
      observedApplication(observed),
      git,
      now,
      { ...context, gap: gap === 'gap' },
    );
  }
  if (!result) throw new Error('No step');
  return result;
}
