import { isNarrowed, readFleetView, writeFleetView } from './fleetUrl';

describe('the address of the fleet', () => {
  it('is read as it was written', () => {
    const view = {
      text: 'pay & more',
      owner: 'teams',
      system: 'system:default/shop',
      environment: 'production',
      engine: 'flux',
      instance: 'edge',
      state: 'Drifted',
      orderBy: 'since',
    } as const;
    expect(readFleetView(writeFleetView(view))).toEqual(view);
  });

  it('leaves out what is as always, and what cannot be meant', () => {
    expect(writeFleetView({ orderBy: 'worst', text: '' }).toString()).toBe('');
    const search = new URLSearchParams(
      `state=Fine&engine=x&orderBy=y&text=${'x'.repeat(300)}&other=1`,
    );
    expect(readFleetView(search)).toEqual({ orderBy: 'worst' });
  });

  it('knows whether anything is filtered', () => {
    expect(isNarrowed({ orderBy: 'name' })).toBe(false);
    expect(isNarrowed({ engine: 'flux' })).toBe(true);
  });
});
