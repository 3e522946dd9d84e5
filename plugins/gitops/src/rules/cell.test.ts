import { CommitMark, Since } from '@backstage-gitops/plugin-gitops-common';
import { aMark } from '@backstage-gitops/plugin-gitops-react/testUtils';
import { standingsOf, viasOf } from './cell';

const at = (hour: number, precision: Since['precision'] = 'exact'): Since => ({
  at: `2030-01-01T${String(hour).padStart(2, '0')}:00:00.000Z`,
  precision,
});

const standings = (...marks: Array<Partial<CommitMark>>) =>
  standingsOf(marks.map(aMark));
const cells = (...marks: Array<Partial<CommitMark>>) =>
  standings(...marks).map(({ cell }) => cell);

describe('where a commit stands in a lane', () => {
  it('is what waits and what is not known before what runs, each with whom', () => {
    expect(
      standings(
        { applicationId: 'web', current: true, since: at(3) },
        { applicationId: 'worker', state: 'waiting' },
        { applicationId: 'cron', state: 'unknown' },
      ),
    ).toEqual([
      { cell: 'waiting', since: null, applicationIds: ['worker'] },
      { cell: 'unknown', since: null, applicationIds: ['cron'] },
      { cell: 'running', since: at(3), applicationIds: ['web'] },
    ]);
  });

  it('names nobody where it is true of all', () => {
    expect(
      standings(
        { current: true, since: at(3) },
        { current: true, since: at(2) },
      ),
    ).toEqual([{ cell: 'running', since: at(3), applicationIds: [] }]);
  });

  it('is that it is contained only where nothing else is to be said', () => {
    expect(cells({}, { state: 'waiting' })).toEqual(['waiting']);
    expect(cells({}, { state: 'unknown' })).toEqual(['unknown']);
    expect(cells({}, { current: true })).toEqual(['running']);
    expect(standings({ since: at(1) })).toEqual([
      { cell: 'contained', since: at(1), applicationIds: [] },
    ]);
  });

  it('is nothing where it touches nothing', () => {
    expect(cells()).toEqual(['untouched']);
  });

  it('has a time only that is true of all its applications', () => {
    const sinceOf = (...marks: Array<Partial<CommitMark>>) =>
      standings(...marks)[0].since;
    expect(
      sinceOf({ since: at(4) }, { since: at(9, 'atLeast') }, { since: at(5) }),
    ).toEqual(at(9, 'atLeast'));
    expect(sinceOf({ since: at(4) }, { since: null })).toBeNull();
    expect(
      sinceOf({ since: at(4) }, { since: { at: null, precision: 'unknown' } }),
    ).toBeNull();
  });
});

describe('why a commit counts', () => {
  it('is said once', () => {
    const marks = [
      aMark({ via: ['../../base', '../../lib'] }),
      aMark({ via: [] }),
      aMark({ via: ['../../base'] }),
    ];
    expect(viasOf({ marks })).toEqual(['../../base', '../../lib']);
  });
});
