import {
  healthStatusSchema,
  operationPhaseSchema,
  syncStatusSchema,
} from '@backstage-gitops/plugin-gitops-common';
import { ObservedApplication } from '@backstage-gitops/plugin-gitops-node';
import fc from 'fast-check';
import { GitFacts } from '../git/types';
import { transition } from '../transition';
import { driftedField, driftOf } from './driftedField';
import { gitFacts } from './gitFacts';
import {
  observedApplication,
  REVISION_1,
  REVISION_2,
} from './observedApplication';

const START = Date.parse('2026-11-20T10:00:00.000Z');
const iso = (ms: number) => new Date(ms).toISOString();
const optional = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.option(arbitrary, { nil: undefined });

/** Any time around the walk, also before it and in its future. */
const time = fc
  .integer({ min: -1000, max: 5000 })
  .map(s => iso(START + s * 1000));

const drift = fc.option(
  fc
    .array(
      fc.record({
        by: fc.constantFrom('person', 'controller', 'unknown' as const),
        at: optional(time),
      }),
      { maxLength: 3 },
    )
    .map(fields => driftOf(...fields.map(driftedField))),
);

const operation = fc.option(
  fc.record({
    phase: fc.constantFrom(...operationPhaseSchema.options),
    startedAt: optional(time),
    finishedAt: optional(time),
    initiatedBy: fc.constant({ name: 'robin', automated: false }),
  }),
);

const observed: fc.Arbitrary<ObservedApplication> = fc
  .record({
    status: fc.constantFrom(...syncStatusSchema.options),
    comparisonFailed: optional(fc.constant('no such path')),
    desired: fc.constantFrom(REVISION_1, REVISION_2),
    deployed: fc.constantFrom<string[]>([], [REVISION_1], [REVISION_2]),
    sourceChanged: fc.boolean(),
    byRevisionOnly: fc.boolean(),
    drift,
    operation,
    health: fc.constantFrom(...healthStatusSchema.options),
    healthSince: optional(time),
    paused: fc.boolean(),
    uid: fc.constantFrom('uid-1', 'uid-1', 'uid-1', 'uid-2'),
  })
  .map(look =>
    observedApplication({
      uid: look.uid,
      drift: look.drift,
      operation: look.operation,
      health: { status: look.health, since: look.healthSince },
      paused: look.paused ? {} : null,
      sync: {
        status: look.status,
        comparisonFailed: look.comparisonFailed,
        desiredRevisions: [look.desired],
        deployedRevisions: look.deployed,
        sourceChanged: look.sourceChanged,
        byRevisionOnly: look.byRevisionOnly,
      },
    }),
  );

const git: fc.Arbitrary<GitFacts> = fc
  .record({
    pending: fc.option(fc.nat({ max: 3 })),
    seen: fc.option(fc.nat({ max: 3 })),
    since: fc.option(time),
  })
  .map(({ pending, seen, since }) =>
    gitFacts({
      pendingCommits: pending,
      pendingCommitsSeenByEngine:
        pending === null || seen === null ? null : Math.min(pending, seen),
      pendingSince: since,
    }),
  );

/** Looks at one application, one after the other. */
export const looks = fc.array(
  fc.record({ observed, git, gap: fc.boolean(), pause: fc.nat({ max: 600 }) }),
  { minLength: 1, maxLength: 12 },
);

const context = { id: 'app', engine: 'argocd', instance: 'main' } as const;

/** Every look with what was before and after it. */
export function* follow(
  steps: typeof looks extends fc.Arbitrary<infer T> ? T : never,
) {
  let previous: ReturnType<typeof transition>['record'] | undefined;
  let ms = START;
  for (const look of steps) {
    ms += look.pause * 1000 + 1;
    const input = {
      ...look,
      now: iso(ms),
      context: { ...context, gap: look.gap },
    };
    const result = transition(
      previous,
      input.observed,
      input.git,
      input.now,
      input.context,
    );
    yield { ...input, previous, ...result };
    previous = result.record;
  }
}
