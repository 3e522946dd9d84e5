import { shapeOf, strangeFields } from './shape';

describe('strangeFields', () => {
  const shape = shapeOf([
    { name: 'a', items: [{ size: 1 }, { label: 'x' }], labels: { any: 'b' } },
  ]);

  it('accepts what some sample has', () => {
    expect(strangeFields({ items: [{ size: 2, label: 'y' }] }, shape)).toEqual(
      [],
    );
    expect(strangeFields({ labels: { other: 'c' } }, shape)).toEqual([]);
  });

  it('names unknown fields and other types', () => {
    const value = { name: 1, extra: true, items: [{ size: 'big' }] };
    expect(strangeFields(value, shape)).toEqual([
      '$.name: number, recorded string',
      '$.extra: not recorded',
      '$.items[0].size: string, recorded number',
    ]);
  });
});
