import { InputError } from '@backstage/errors';
import { fleetOrderSchema } from '@backstage-gitops/plugin-gitops-common';
import fc from 'fast-check';
import { readCursor, writeCursor } from './cursor';

const text = fc.string().filter(value => !value.includes('\0'));
const position = fc.record({
  rank: fc.integer({ min: 0, max: 99 }),
  since: text,
  name: text,
  id: text,
});
const order = fc.constantFrom(...fleetOrderSchema.options);
const PLACE = { rank: 0, since: '', name: 'a', id: 'b' };

describe('cursor', () => {
  it('is read as it was written, in its own order alone', () => {
    fc.assert(
      fc.property(position, order, order, (place, written, read) => {
        const cursor = writeCursor(written, place);
        expect(readCursor(written, cursor)).toEqual(place);
        fc.pre(written !== read);
        expect(() => readCursor(read, cursor)).toThrow(
          `belongs to the order "${written}"`,
        );
      }),
    );
  });

  it.each(['', 'x', 'W10', writeCursor('name', { ...PLACE, name: 'a\0' })])(
    'refuses %p',
    cursor => {
      expect(() => readCursor('name', cursor)).toThrow(InputError);
    },
  );
});
