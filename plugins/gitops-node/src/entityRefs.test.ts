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
    expect(readEntityRefs('component:default/a\0b, ../../a, a b')).toEqual([]);
    expect(readEntityRefs(`component:default/${'x'.repeat(3000)}`)).toEqual([]);
  });

  it('takes no more than 50', () => {
    const many = Array.from({ length: 500 }, (_, n) => `component:a-${n}`);
    expect(readEntityRefs(many.join(','))).toHaveLength(50);
  });
});
