import { Operation } from '@backstage-gitops/plugin-gitops-common';
import { driftedField, driftOf } from '../__testUtils__/driftedField';
import { gitFacts } from '../__testUtils__/gitFacts';
import {
  differs,
  drifted,
  Step,
  synced,
  T0,
  T1,
  T2,
  T3,
  walk,
} from '../__testUtils__/walk';
import { alertChange, AlertContent } from './alertChange';

/** What the last of these looks means for the alert that those before it opened. */
function changeBy(...steps: Step[]) {
  let previous: ReturnType<typeof walk>['record'] | undefined;
  let open: AlertContent | undefined;
  let change: ReturnType<typeof alertChange> = { type: 'none' };
  for (const [index, [, , at]] of steps.entries()) {
    const { record } = walk(...steps.slice(0, index + 1));
    change = alertChange(open, { previous, record, environment: null, at });
    if (change.type === 'close') open = undefined;
    if ('content' in change) open = change.content;
    previous = record;
  }
  return change;
}

const by = (
  ...actors: Array<'person' | 'controller' | 'unknown'>
): Step[0] => ({
  ...differs,
  drift: driftOf(...actors.map(actor => driftedField({ by: actor }))),
});
const after = (operation: Operation | null): Step[0] => ({ operation });
const sync: Operation = {
  phase: 'Succeeded',
  startedAt: '2026-11-20T11:59:50.000Z',
  finishedAt: '2026-11-20T11:59:55.000Z',
  initiatedBy: { name: 'user:default/robin', automated: false },
};

describe('alertChange', () => {
  it.each([
    ['person', 'open'],
    ['unknown', 'open'],
    ['controller', 'none'],
  ] as const)('on the doing of %s is to %s', (actor, type) => {
    expect(changeBy([by(actor), gitFacts(), T0]).type).toBe(type);
  });

  it('opens when a person joins a controller, and closes when the person is gone', () => {
    const steps: Step[] = [
      [by('controller'), gitFacts(), T0],
      [by('controller', 'person'), gitFacts(), T1],
      [by('controller'), gitFacts(), T2],
    ];
    expect(changeBy(...steps.slice(0, 2)).type).toBe('open');
    expect(changeBy(...steps)).toEqual({
      type: 'close',
      end: { how: 'controllerOnly' },
    });
  });

  it('carries the newest fields', () => {
    expect(
      changeBy(
        [by('person'), gitFacts(), T0],
        [by('person', 'person'), gitFacts(), T1],
      ),
    ).toMatchObject({ type: 'update', content: { drift: { total: 2 } } });
  });

  it('says that a sync ended it, and whose', () => {
    expect(
      changeBy([drifted(T1), gitFacts(), T1], [after(sync), gitFacts(), T2]),
    ).toEqual({
      type: 'close',
      end: { how: 'synced', by: 'user:default/robin' },
    });
  });

  it('says so too where the sync was seen to end before the agreement was', () => {
    expect(
      changeBy(
        [drifted(T1), gitFacts(), T1],
        [
          { ...drifted(T1), operation: sync },
          gitFacts(),
          sync.finishedAt ?? '',
        ],
        [after(sync), gitFacts(), T2],
      ),
    ).toMatchObject({ end: { how: 'synced' } });
  });

  it('says so of a sync that is under way still', () => {
    const running = {
      ...sync,
      phase: 'Running' as const,
      finishedAt: undefined,
    };
    expect(
      changeBy([drifted(T1), gitFacts(), T1], [after(running), gitFacts(), T2]),
    ).toMatchObject({ end: { how: 'synced' } });
  });

  it.each([
    ['before the drift', { ...sync, startedAt: T0 }],
    ['and failed', { ...sync, phase: 'Failed' as const }],
    ['at an unknown time', { phase: 'Succeeded' as const }],
  ])('credits no sync that was %s', (_, operation) => {
    expect(
      changeBy(
        [drifted(T1), gitFacts(), T1],
        [after(operation), gitFacts(), T2],
      ),
    ).toEqual({ type: 'close', end: { how: 'agreed' } });
  });

  it('credits no sync that ended long before the agreement', () => {
    expect(
      changeBy(
        [drifted(T1), gitFacts(), T1],
        [{ ...drifted(T1), operation: sync }, gitFacts(), T2],
        [after(sync), gitFacts(), T3],
      ),
    ).toEqual({ type: 'close', end: { how: 'agreed' } });
  });

  it('mends an alert that an earlier release wrote in another shape', () => {
    const { record } = walk([drifted(), gitFacts(), T0]);
    const look = { previous: undefined, record, environment: null, at: T1 };
    expect(alertChange({}, look).type).toBe('update');
    const agreed = walk([synced, gitFacts(), T0]).record;
    expect(alertChange({}, { ...look, record: agreed })).toEqual({
      type: 'close',
      end: { how: 'agreed' },
    });
  });
});
