import fc from 'fast-check';
import { follow, looks } from '../__testUtils__/looks';
import { applicationRecordSchema } from './record';
import { transition } from './transition';

function each(
  check: (
    step: ReturnType<typeof follow> extends Generator<infer T> ? T : never,
  ) => void,
) {
  fc.assert(
    fc.property(looks, steps => {
      for (const step of follow(steps)) check(step);
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
      fc.property(looks, steps => {
        const open = new Set<string>();
        for (const { events, record } of follow(steps)) {
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
