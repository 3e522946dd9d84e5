import { CommitMark, Since } from '@backstage-gitops/plugin-gitops-common';
import { aMark } from '@backstage-gitops/plugin-gitops-react/testUtils';
import { cellOf, viasOf } from './cell';

const at = (hour: number, precision: Since['precision'] = 'exact'): Since => ({
  at: `2030-01-01T${String(hour).padStart(2, '0')}:00:00.000Z`,
  precision,
});

function cellIn(...marks: Array<Partial<CommitMark>>) {
  return cellOf({ marks: marks.map(aMark) }, 'production');
}

describe('where a commit stands in an environment', () => {
  it('is that it runs as soon as it is the newest of one application there', () => {
    expect(
      cellIn({ current: true, since: at(3) }, { state: 'waiting' }),
    ).toEqual({ cell: 'running', since: at(3) });
  });

  it('is the worst that is known of the others', () => {
    expect(cellIn({}, { state: 'unknown' }, { state: 'waiting' }).cell).toBe(
      'waiting',
    );
    expect(cellIn({}, { state: 'unknown' }).cell).toBe('unknown');
    expect(cellIn({ since: at(1) })).toEqual({
      cell: 'contained',
      since: at(1),
    });
  });

  it('is nothing where it touches nothing', () => {
    expect(cellIn({ environment: 'staging' }, { environment: null })).toEqual({
      cell: 'untouched',
      since: null,
    });
  });

  it('has a time only that is true of all its applications', () => {
    expect(
      cellIn({ since: at(4) }, { since: at(9, 'atLeast') }, { since: at(5) })
        .since,
    ).toEqual(at(9, 'atLeast'));
    expect(cellIn({ since: at(4) }, { since: null }).since).toBeNull();
    expect(
      cellIn({ since: at(4) }, { since: { at: null, precision: 'unknown' } })
        .since,
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
