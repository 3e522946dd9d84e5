import { commitCursor } from './commitCursor';

describe('the cursor of a page', () => {
  it('comes back as it was', () => {
    const cursor = { ordinal: 2 ** 52, repositoryId: 7, sha: 'a'.repeat(40) };
    expect(commitCursor.read(commitCursor.write(cursor))).toEqual(cursor);
    expect(commitCursor.write(cursor)).toMatch(/^[\w-]+$/);
  });

  it.each([
    '',
    'x',
    '!!',
    'bnVsbA',
    'W10',
    'WzEsMl0',
    'x'.repeat(1000),
    commitCursor.write({ ordinal: -1, repositoryId: 1, sha: 'a'.repeat(40) }),
  ])('refuses %j', text => {
    expect(() => commitCursor.read(text)).toThrow(
      expect.objectContaining({ name: 'InputError' }),
    );
  });
});
