import fc from 'fast-check';
import { movesBetween, NO_COMMIT } from './branchMoves';

const tips = fc
  .dictionary(
    fc.constantFrom('main', 'a', 'b', 'c/d'),
    fc.constantFrom('1'.repeat(40), '2'.repeat(40)),
  )
  .map(branches => new Map(Object.entries(branches)));

describe('movesBetween', () => {
  it('leads from one state of the branches to the other, and back', () => {
    fc.assert(
      fc.property(tips, tips, (before, after) => {
        const replayed = new Map(before);
        for (const move of movesBetween(before, after)) {
          expect(replayed.get(move.branch) ?? NO_COMMIT).toBe(move.before);
          expect(move.after).not.toBe(move.before);
          if (move.after === NO_COMMIT) {
            replayed.delete(move.branch);
          } else {
            replayed.set(move.branch, move.after);
          }
        }
        expect(replayed).toEqual(after);
      }),
    );
  });
});
