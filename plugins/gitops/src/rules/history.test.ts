import { Unobserved } from '@backstage-gitops/plugin-gitops-common';
import { aSync } from '@backstage-gitops/plugin-gitops-react/testUtils';
import { historyOf } from './history';

const at = (time: string) => `2030-01-01T${time}:00.000Z`;
const syncAt = (time: string) => aSync({ id: time, startedAt: at(time) });
const span = (from: string, to: string | null): Unobserved => ({
  engine: 'argocd',
  instance: 'main',
  from: at(from),
  to: to && at(to),
});

function drawn(items: ReturnType<typeof aSync>[], unobserved: Unobserved[]) {
  return historyOf({ items, unobserved }).map(entry =>
    entry.type === 'sync'
      ? entry.sync.id
      : `${entry.span.from.slice(11, 16)}-${
          entry.span.to?.slice(11, 16) ?? ''
        }`,
  );
}

describe('historyOf', () => {
  it('has a span between the syncs that it lies between, at either end too', () => {
    expect(
      drawn(
        [syncAt('12:00'), syncAt('10:00')],
        [
          span('10:30', '10:40'),
          span('09:00', '09:10'),
          span('12:30', '13:00'),
        ],
      ),
    ).toEqual(['12:30-13:00', '12:00', '10:30-10:40', '10:00', '09:00-09:10']);
  });

  it('has what lasts on top', () => {
    expect(
      drawn([syncAt('12:00')], [span('10:00', '11:00'), span('09:00', null)]),
    ).toEqual(['09:00-', '12:00', '10:00-11:00']);
  });

  it('has a span above what began before it ended', () => {
    expect(drawn([syncAt('10:35')], [span('10:30', '10:40')])).toEqual([
      '10:30-10:40',
      '10:35',
    ]);
  });

  it('leaves a sync of no known time where it is', () => {
    const timeless = aSync({
      id: 'timeless',
      startedAt: null,
      finishedAt: null,
    });
    expect(
      drawn(
        [syncAt('12:00'), timeless, syncAt('10:00')],
        [span('10:30', '10:40')],
      ),
    ).toEqual(['12:00', 'timeless', '10:30-10:40', '10:00']);
  });

  it('takes the end of what has no beginning', () => {
    const ended = aSync({ id: 'e', startedAt: null, finishedAt: at('11:00') });
    expect(drawn([ended], [span('10:30', '10:40')])).toEqual([
      'e',
      '10:30-10:40',
    ]);
  });
});
