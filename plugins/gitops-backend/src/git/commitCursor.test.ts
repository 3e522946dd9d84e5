import { decodeCursor, encodeCursor } from './commitCursor';

describe('the cursor of a page', () => {
  it('comes back as it was', () => {
    const cursor = { ordinal: 2 ** 52, repositoryId: 7, sha: 'a'.repeat(40) };
    expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
    expect(encodeCursor(cursor)).toMatch(/^[\w-]+$/);
  });

  it.each([
    '',
    'x',
    '!!',
    'bnVsbA',
    'W10',
    'WzEsMl0',
    'x'.repeat(1000),
    encodeCursor({ ordinal: -1, repositoryId: 1, sha: 'a'.repeat(40) }),
  ])('refuses %j', text => {
    expect(() => decodeCursor(text)).toThrow(
      expect.objectContaining({ name: 'InputError' }),
    );
  });
});
