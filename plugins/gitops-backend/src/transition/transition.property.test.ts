import {
  healthStatusSchema,
  syncStatusSchema,
} from '@backstage-gitops/plugin-gitops-common';
import { ObservedApplication } from '@backstage-gitops/plugin-gitops-node';
import fc from 'fast-check';
import { driftedField, driftOf } from '../__testUtils__/driftedField';
import { gitFacts } from '../__testUtils__/gitFacts';
import {
  observedApplication,
  REVISION_1,
  REVISION_2,
} from '../__testUtils__/observedApplication';
import { GitFacts } from '../git/types';
import { applicationRecordSchema } from './record';
import { transition } from './transition';

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

const observed: fc.Arbitrary<ObservedApplication> = fc
  .record({
    status: fc.constantFrom(...syncStatusSchema.options),
    comparisonFailed: optional(fc.constant('no such path')),
    desired: fc.constantFrom(REVISION_1, REVISION_2),
    deployed: fc.constantFrom<string[]>([], [REVISION_1], [REVISION_2]),
    sourceChanged: fc.boolean(),
    byRevisionOnly: fc.boolean(),
    drift,
    health: fc.constantFrom(...healthStatusSchema.options),
    healthSince: optional(time),
    paused: fc.boolean(),
    uid: fc.constantFrom('uid-1', 'uid-1', 'uid-1', 'uid-2'),
  })
  .map(look =>
    observedApplication({
      uid: look.uid,
      drift: look.drift,
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

const steps = fc.array(
  fc.record({ observed, git, gap: fc.boolean(), pause: fc.nat({ max: 600 }) }),
  { minLength: 1, maxLength: 12 },
);

const context = { id: 'app', engine: 'argocd', instance: 'main' } as const;

/** Every look with what was before and after it. */
function* walk(looks: typeof steps extends fc.Arbitrary<infer T> ? T : never) {
  let previous: ReturnType<typeof transition>['record'] | undefined;
  let ms = START;
  for (const look of looks) {
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

function each(
  check: (
    step: ReturnType<typeof walk> extends Generator<infer T> ? T : never,
  ) => void,
) {
  fc.assert(
    fc.property(steps, looks => {
      for (const step of walk(looks)) check(step);
    }),
    { numRuns: 500 },
  );
}

describe('transition', () => {
  it('gives what the contract allows', () => {
    each(({ record }) => {
      expect(applicationRecordSchema.parse(record)).toEqual(record);
    });
  });

  it('changes and tells nothing at the second look at the same', () => {
    each(step => {
      const again = transition(
        step.record,
        step.observed,
        step.git,
        step.now,
        step.context,
      );
      expect(again).toEqual({ record: step.record, events: [] });
    });
  });

  it('says None only where the engine agrees, or nothing but the revision moved', () => {
    each(({ record, observed: { sync }, git: facts }) => {
      const onlyRevisionMoved =
        sync.status === 'OutOfSync' &&
        sync.byRevisionOnly &&
        !sync.sourceChanged &&
        facts.pendingCommits === 0;
      const agreed =
        sync.comparisonFailed === undefined &&
        (sync.status === 'Synced' || onlyRevisionMoved);
      expect(agreed || record.sync.divergence !== 'None').toBe(true);
    });
  });

  it('says Drifted only with evidence, then or carried', () => {
    each(({ record, observed: look, previous }) => {
      if (!record.sync.divergence.includes('Drifted')) return;
      expect(record.drift).not.toBeNull();
      expect((look.drift?.total ?? 0) > 0 || previous?.drift).toBeTruthy();
    });
  });

  it('never has since move forward while the divergence is the same', () => {
    each(({ record, previous }) => {
      const same =
        previous &&
        previous.uid === record.uid &&
        previous.sync.divergence === record.sync.divergence &&
        previous.sync.status === record.sync.status;
      if (!same) return;
      expect(Date.parse(record.sync.since.at ?? '')).toBeLessThanOrEqual(
        Date.parse(previous.sync.since.at ?? ''),
      );
    });
  });

  it('never dates anything into the future', () => {
    each(({ record, now }) => {
      const dates = [
        record.sync.since,
        record.health.since,
        record.drift?.since,
        record.paused?.since,
      ].flatMap(since => (since?.at ? [Date.parse(since.at)] : []));
      expect(Math.max(...dates)).toBeLessThanOrEqual(Date.parse(now));
    });
  });

  it('opens and closes incidents in turn, however the status flaps', () => {
    fc.assert(
      fc.property(steps, looks => {
        const open = new Set<string>();
        for (const { events, record } of walk(looks)) {
          for (const event of events) {
            if (event.type === 'driftOpened') open.add(event.incidentId);
            if (event.type === 'driftClosed') open.delete(event.incidentId);
          }
          expect([...open]).toEqual(
            record.drift ? [record.drift.incidentId] : [],
          );
        }
      }),
      { numRuns: 500 },
    );
  });
});
