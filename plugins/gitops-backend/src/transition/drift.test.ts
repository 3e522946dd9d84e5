import { driftedField, driftOf } from '../__testUtils__/driftedField';
import { gitFacts, waiting } from '../__testUtils__/gitFacts';
import {
  T0,
  T1,
  T2,
  T3,
  Step,
  synced,
  differs,
  moved,
  drifted,
  walk,
} from '../__testUtils__/walk';

describe('drift incident', () => {
  it('keeps its id from opening until closing', () => {
    const opened = walk([synced, gitFacts(), T0], [drifted(), gitFacts(), T1]);
    const id = opened.record.drift?.incidentId;
    expect(opened.events).toEqual([
      expect.objectContaining({ type: 'statusChanged' }),
      { type: 'driftOpened', applicationId: 'app', incidentId: id },
    ]);

    const carried = walk(
      [synced, gitFacts(), T0],
      [drifted(), gitFacts(), T1],
      [moved, waiting(1, T2), T2],
    );
    expect(carried.record).toMatchObject({
      sync: { divergence: 'PendingAndDrifted', driftChecked: false },
      drift: { incidentId: id, since: { at: T1 } },
    });

    const closed = walk(
      [synced, gitFacts(), T0],
      [drifted(), gitFacts(), T1],
      [moved, waiting(1, T2), T2],
      [synced, gitFacts(), T3],
    );
    expect(closed.record.drift).toBeNull();
    expect(closed.events).toContainEqual({
      type: 'driftClosed',
      applicationId: 'app',
      incidentId: id,
    });
  });

  it('is neither opened nor ended by a comparison that failed', () => {
    const failed: Step[0] = {
      sync: { status: 'Unknown', comparisonFailed: 'fetch failed' },
      drift: driftOf(driftedField()),
    };
    expect(walk([failed, gitFacts(), T0]).record.drift).toBeNull();

    const steps: Step[] = [
      [drifted(), gitFacts(), T0],
      [{ ...failed, drift: driftOf() }, gitFacts(), T1],
      [drifted(), gitFacts(), T2],
    ];
    const before = walk(steps[0]).record.drift;
    expect(walk(...steps).record.drift).toEqual(before);
  });

  it('ends when what was looked at has none, although that was not all', () => {
    const { record } = walk(
      [
        { ...drifted(), drift: { ...driftOf(driftedField()), partial: true } },
        gitFacts(),
        T0,
      ],
      [{ drift: { ...driftOf(), partial: true } }, gitFacts(), T1],
    );
    expect(record).toMatchObject({
      drift: null,
      sync: { driftChecked: false },
    });
  });

  it('is another one after an agreement', () => {
    const first = walk([drifted(), gitFacts(), T0]);
    const second = walk(
      [drifted(), gitFacts(), T0],
      [synced, gitFacts(), T1],
      [drifted(), gitFacts(), T2],
    );
    expect(second.record.drift?.incidentId).not.toBe(
      first.record.drift?.incidentId,
    );
  });

  it('ends with the object it was about', () => {
    const { events } = walk(
      [drifted(), gitFacts(), T0],
      [{ uid: 'uid-2' }, gitFacts(), T1],
    );
    expect(events.map(event => event.type)).toContain('driftClosed');
  });

  it('names a person before anybody else, and few of many fields', () => {
    const fields = [
      driftedField({ by: 'controller', manager: 'hpa' }),
      ...Array.from({ length: 30 }, (_, index) =>
        driftedField({ path: `spec.field${index}`, manager: 'kubectl-edit' }),
      ),
    ];
    const { record } = walk([
      { ...differs, drift: { fields, total: 31 } },
      gitFacts(),
      T0,
    ]);
    expect(record.drift).toMatchObject({
      by: 'person',
      manager: 'kubectl-edit',
      total: 31,
    });
    expect(record.drift?.fields).toHaveLength(20);
  });
});
