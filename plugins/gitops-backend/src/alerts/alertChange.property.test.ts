import fc from 'fast-check';
import { follow, looks } from '../__testUtils__/looks';
import { alertChange, AlertContent } from './alertChange';

/** Every look with the alert that is open before and after it. */
function* followAlert(steps: Parameters<typeof follow>[0]) {
  let open: AlertContent | undefined;
  for (const step of follow(steps)) {
    const { previous, record, now: at } = step;
    const look = { previous, record, environment: 'production', at };
    const before = open;
    const change = alertChange(before, look);
    if (change.type === 'open' || change.type === 'update') {
      open = change.content;
    }
    if (change.type === 'close') open = undefined;
    yield { ...step, look, change, before, after: open };
  }
}

function each(
  check: (
    step: ReturnType<typeof followAlert> extends Generator<infer T> ? T : never,
  ) => void,
) {
  fc.assert(
    fc.property(looks, steps => {
      for (const step of followAlert(steps)) check(step);
    }),
    { numRuns: 500 },
  );
}

describe('alertChange', () => {
  it('has an alert open while somebody, or nobody knows who, has drifted it', () => {
    each(({ record, after }) => {
      const alerts = record.drift !== null && record.drift.by !== 'controller';
      expect(after?.drift ?? null).toEqual(alerts ? record.drift : null);
    });
  });

  it('opens what is closed, and changes and closes what is open', () => {
    each(({ change, before }) => {
      const possible = before ? ['none', 'update', 'close'] : ['none', 'open'];
      expect(possible).toContain(change.type);
    });
  });

  it('changes nothing at the second look at the same', () => {
    each(({ look, after }) => {
      const again = { ...look, previous: look.record };
      expect(alertChange(after, again)).toEqual({ type: 'none' });
    });
  });

  it('leaves it as it is where the engine cannot tell', () => {
    each(({ change, previous, record }) => {
      const sameObject = !previous || previous.uid === record.uid;
      if (!sameObject || record.sync.status !== 'Unknown') return;
      expect(change.type).toBe('none');
    });
  });

  it('credits only a sync that began after the drift and did not fail', () => {
    each(({ change, before, record }) => {
      if (change.type !== 'close' || change.end.how !== 'synced') return;
      const operation = record.operation;
      const began = operation?.startedAt ?? operation?.finishedAt ?? '';
      expect(Date.parse(began)).toBeGreaterThanOrEqual(
        Date.parse(before?.drift.since.at ?? ''),
      );
      expect(['Running', 'Succeeded']).toContain(operation?.phase);
    });
  });
});
