import {
  anApplication,
  aSync,
} from '@backstage-gitops/plugin-gitops-react/testUtils';
import { timeAxis } from './timeAxis';

const at = (time: string) => `2030-01-01T${time}:00.000Z`;
const NOW = Date.parse(at('12:00'));

const production = anApplication();
const staging = anApplication({ name: 'checkout-staging', instance: 'edge' });
const idle = anApplication({ name: 'idle' });
const lanes = [
  { environment: 'staging', applications: [staging] },
  { environment: 'production', applications: [production, idle] },
];

const syncAt = (time: string, applicationId = production.id) =>
  aSync({ id: time, startedAt: at(time), applicationId });

describe('timeAxis', () => {
  it('goes from the oldest sync to now, a lane for each application with any', () => {
    const axis = timeAxis(
      {
        items: [syncAt('11:00'), syncAt('10:00', staging.id), syncAt('08:00')],
        unobserved: [],
      },
      lanes,
      NOW,
    );
    expect(axis).toMatchObject({
      from: Date.parse(at('08:00')),
      to: NOW,
      hidden: 0,
    });
    expect(
      axis?.lanes.map(({ application, marks }) => [
        application.name,
        marks.map(({ sync, place }) => [sync.id, place]),
      ]),
    ).toEqual([
      ['checkout-staging', [['10:00', 0.5]]],
      [
        'checkout-production',
        [
          ['08:00', 0],
          ['11:00', 0.75],
        ],
      ],
    ]);
  });

  it('hatches what was not observed on the lanes of that instance, as far as it is drawn', () => {
    const span = { engine: 'argocd', instance: 'main' } as const;
    const axis = timeAxis(
      {
        items: [syncAt('08:00'), syncAt('08:00', staging.id)],
        unobserved: [
          { ...span, from: at('11:00'), to: null },
          { ...span, from: at('07:00'), to: at('09:00') },
          { ...span, from: at('05:00'), to: at('06:00') },
        ],
      },
      lanes,
      NOW,
    );
    expect(
      axis?.lanes.map(({ gaps }) => gaps.map(({ from, to }) => [from, to])),
    ).toEqual([
      [],
      [
        [0.75, 1],
        [0, 0.25],
      ],
    ]);
  });

  it('says how many applications are not drawn', () => {
    const many = Array.from({ length: 15 }, (_, n) =>
      anApplication({ name: `app-${n}` }),
    );
    const axis = timeAxis(
      { items: many.map(({ id }) => syncAt('08:00', id)), unobserved: [] },
      [{ environment: null, applications: many }],
      NOW,
    );
    expect(axis?.lanes).toHaveLength(12);
    expect(axis?.hidden).toBe(3);
  });

  it('is an hour at least, and ends with the newest where clocks differ', () => {
    const later = timeAxis(
      { items: [syncAt('12:05')], unobserved: [] },
      lanes,
      NOW,
    );
    expect(later).toMatchObject({
      from: Date.parse(at('11:05')),
      to: Date.parse(at('12:05')),
    });
  });

  it('is none where no time is known', () => {
    const timeless = aSync({ startedAt: null, finishedAt: null });
    expect(
      timeAxis({ items: [timeless], unobserved: [] }, lanes, NOW),
    ).toBeUndefined();
  });
});
