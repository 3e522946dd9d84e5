import { InputError } from '@backstage/errors';
import fc from 'fast-check';
import { readCursor, writeCursor } from './cursor';

describe('cursor', () => {
  it('is read as it was written', () => {
    const text = fc.string().filter(value => !value.includes('\0'));
    fc.assert(
      fc.property(text, text, (name, id) => {
        expect(readCursor(writeCursor({ name, id }))).toEqual({ name, id });
      }),
    );
  });

  it.each(['', 'x', 'W10', writeCursor({ name: 'a\0', id: 'b' })])(
    'refuses %p',
    cursor => {
      expect(() => readCursor(cursor)).toThrow(InputError);
    },
  );
});
