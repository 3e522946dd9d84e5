import { readEntityRefs } from './entityRefs';

describe('readEntityRefs', () => {
  it('completes, orders and tells apart what is named', () => {
    expect(
      readEntityRefs('search, Component:Default/checkout, component:search'),
    ).toEqual(['component:default/checkout', 'component:default/search']);
  });

  it('leaves out what is no entity ref', () => {
    expect(readEntityRefs(', ,component:')).toEqual([]);
    expect(readEntityRefs(undefined)).toEqual([]);
  });
});
