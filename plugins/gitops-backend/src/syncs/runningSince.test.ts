import fc from 'fast-check';
import { Deployment, Gap, runningSince } from './runningSince';

/** The `n`th hour. */
const at = (n: number) =>
  new Date(Date.UTC(2026, 10, 20) + n * 3_600_000).toISOString();

interface Told extends Deployment {
  has: boolean | undefined;
}

function deployed(hour: number, has: boolean | undefined, uid = 'a'): Told {
  return { at: at(hour), finishedAt: at(hour + 0.1), uid, has };
}

const since = (deployments: Told[], gaps: Gap[] = []) =>
  runningSince(deployments, ({ has }) => has, gaps);

describe('runningSince', () => {
  it('goes back to the deployment that brought the commit', () => {
    expect(
      since([
        deployed(9, true),
        deployed(7, true),
        deployed(5, false),
        deployed(3, true),
      ]),
    ).toEqual({ at: at(7.1), precision: 'exact' });
  });

  it('is not known where the newest deployment does not say so', () => {
    expect(since([])).toBeNull();
    expect(since([deployed(9, false), deployed(7, true)])).toBeNull();
    expect(since([deployed(9, undefined), deployed(7, true)])).toBeNull();
  });

  it.each([
    ['nothing older is kept', [deployed(9, true)], []],
    [
      'it is not known of an older one',
      [deployed(9, true), deployed(5, undefined)],
      [],
    ],
    [
      'the object was another one',
      [deployed(9, true), deployed(5, false, 'b')],
      [],
    ],
    [
      'nobody looked meanwhile',
      [deployed(9, true), deployed(5, false)],
      [{ from: at(6), to: at(7) }],
    ],
    [
      'nobody saw when it was done',
      [{ ...deployed(9.1, true), finishedAt: null }, deployed(5, false)],
      [],
    ],
  ])('is at least so long where %s', (_, deployments, gaps) => {
    expect(since(deployments, gaps)).toEqual({
      at: at(9.1),
      precision: 'atLeast',
    });
  });

  it('needs nobody to have looked before and after', () => {
    const gaps = [
      { from: at(10), to: at(11) },
      { from: at(3), to: at(4) },
    ];
    expect(since([deployed(9, true), deployed(5, false)], gaps)).toEqual({
      at: at(9.1),
      precision: 'exact',
    });
  });

  it('never claims longer than all that is known holds, nor exactness beside a gap', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(true, false, undefined), { maxLength: 8 }),
        fc.array(fc.nat(20), { maxLength: 3 }),
        (answers, hours) => {
          const deployments = answers.map((has, n) =>
            deployed(20 - 2 * n, has),
          );
          const gaps = hours.map(hour => ({
            from: at(hour + 0.4),
            to: at(hour + 0.6),
          }));
          const streak = answers.findIndex(has => has !== true);
          const length = streak < 0 ? answers.length : streak;
          const found = since(deployments, gaps);
          expect(found === null).toBe(length === 0);
          const n = deployments.findIndex(it => it.finishedAt === found?.at);
          expect(n).toBeLessThan(Math.max(length, 1));
          const before = deployments.at(n + 1);
          const isSeen = !gaps.some(
            gap =>
              gap.from < (deployments.at(n)?.at ?? '') &&
              gap.to > (before?.at ?? ''),
          );
          expect(found?.precision === 'exact').toBe(
            found !== null &&
              before !== undefined &&
              before.has === false &&
              isSeen,
          );
        },
      ),
    );
  });
});
