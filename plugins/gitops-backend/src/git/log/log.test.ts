import fc from 'fast-check';
import { GraphCommit } from '../commands/walkCommits';
import { ancestors } from './ancestors';
import { cleanText } from './cleanText';
import { CommitOrder, ordinalOf, placeCommit } from './commitOrder';
import { forkOf, landings } from './landings';
import { LoggedCommit, parseLog } from './parseLog';

async function parseIn(pieces: Buffer[]): Promise<LoggedCommit[]> {
  async function* chunks() {
    yield* pieces;
  }
  const commits: LoggedCommit[] = [];
  for await (const some of parseLog(chunks())) commits.push(...some);
  return commits;
}

describe('parseLog', () => {
  const output = Buffer.concat([
    Buffer.from(
      'aa\x00\x00001700000000\x00Robin "R"\x00robin@example.com\x00First\x00\n:000000 100644 00 11 A\x00:odd/pa\nth\x00:000000 040000 00 22 A\x00x\x00:160000 000000 33 00 D\x00y\x00',
    ),
    Buffer.from('bb\x00aa\x00\x00\x00\x00\x00'),
    Buffer.from(
      'cc\x00bb aa\x00-5\x00J\xe9\x00j@example.com\x00Merge\x00\n:100644 100644 11 22 M\x00\xff\x00',
      'latin1',
    ),
  ]);

  it('reads fields and paths, whatever they hold and wherever the bytes are cut', async () => {
    const expected = [
      {
        sha: 'aa',
        parents: [],
        time: 1700000000,
        authorName: 'Robin "R"',
        authorEmail: 'robin@example.com',
        subject: 'First',
        changes: [
          { path: ':odd/pa\nth', kind: 'came', id: '11', directory: false },
          { path: 'x', kind: 'came', id: '22', directory: true },
          { path: 'y', kind: 'went', id: '33', directory: false },
        ],
      },
      {
        sha: 'bb',
        parents: ['aa'],
        time: undefined,
        authorName: '',
        authorEmail: '',
        subject: '',
        changes: [],
      },
      {
        sha: 'cc',
        parents: ['bb', 'aa'],
        time: undefined,
        authorName: 'Jé',
        authorEmail: 'j@example.com',
        subject: 'Merge',
        changes: [{ path: 'ÿ', kind: 'changed', id: '', directory: false }],
      },
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(output.length), { maxLength: 6 }),
        async cuts => {
          const at = [0, ...cuts.sort((a, b) => a - b), output.length];
          const pieces = at
            .slice(1)
            .map((end, index) => output.subarray(at[index], end));
          expect(await parseIn(pieces)).toEqual(expected);
        },
      ),
    );
  });

  it('gives nothing for an empty history', async () => {
    expect(await parseIn([])).toEqual([]);
  });
});

describe('ancestors', () => {
  it('gives the root, every directory, and the file', () => {
    expect([...ancestors('a/b/c.yaml')]).toEqual([
      '',
      'a',
      'a/b',
      'a/b/c.yaml',
    ]);
    expect([...ancestors('x')]).toEqual(['', 'x']);
    const long = `a/${'x'.repeat(2000)}`;
    expect([...ancestors(long)]).toEqual(['', 'a']);
  });
});

describe('cleanText', () => {
  it('keeps one line without controls or marks of direction, shortened by characters', () => {
    expect(cleanText('\u202ea\u0000b\u001b[31m', 20)).toBe('a b [31m');
    expect(cleanText('😀😀😀😀', 3)).toBe('😀😀…');
  });
});

describe('placeCommit', () => {
  const now = 1_800_000_000;
  const order: fc.Arbitrary<CommitOrder> = fc.record({
    seconds: fc.nat(now),
    generation: fc.integer({ min: 1, max: 500_000 }),
  });

  it('always comes after the parents, and never lies in the future', () => {
    const time = fc.option(fc.integer({ min: 0, max: 2 ** 45 }), {
      nil: undefined,
    });
    fc.assert(
      fc.property(time, fc.array(order, { maxLength: 3 }), (value, parents) => {
        const placed = placeCommit(value, parents, now);
        for (const parent of parents) {
          expect(ordinalOf(placed)).toBeGreaterThan(ordinalOf(parent));
        }
        expect(placed.at).toBeLessThanOrEqual(now);
        expect(Number.isSafeInteger(ordinalOf(placed))).toBe(true);
      }),
    );
  });

  it.each([
    [
      'a usable date',
      now - 50,
      { at: now - 50, seconds: now - 50, clamped: false },
    ],
    ['a clock ahead', now + 50, { at: now, seconds: now, clamped: true }],
    [
      'the year 5138',
      99_999_999_999,
      { at: now - 100, seconds: now - 100, clamped: true },
    ],
    [
      'no date',
      undefined,
      { at: now - 100, seconds: now - 100, clamped: true },
    ],
    [
      'a date before the parent',
      5,
      { at: 5, seconds: now - 100, clamped: false },
    ],
  ])('takes %s', (_, time, expected) => {
    const parent = { seconds: now - 100, generation: 4 };
    expect(placeCommit(time, [parent], now)).toEqual({
      ...expected,
      generation: 5,
    });
  });
});

describe('landings', () => {
  const commit = (
    sha: string,
    parents: string[],
    time: number,
  ): GraphCommit => ({ sha, parents, time });

  it('takes what a merge brings to have come with the merge', () => {
    const graph = [
      commit('a', ['old'], 100),
      commit('s1', ['old'], 20),
      commit('s2', ['s1'], 30),
      commit('m', ['a', 's2'], 200),
    ];
    const move = { after: 0, now: 1000, firstPlace: 7 };
    expect(Object.fromEntries(landings(graph, 'm', move))).toEqual({
      a: { at: 100, mainline: true, place: 7 },
      m: { at: 200, mainline: true, place: 8 },
      s1: { at: 200, mainline: false, place: 8 },
      s2: { at: 200, mainline: false, place: 8 },
    });
  });

  it('says where the first-parent line leaves a part of the graph', () => {
    const graph = [commit('s', ['old'], 1), commit('m', ['fork', 's'], 2)];
    expect(forkOf(graph, 'm')).toBe('fork');
    expect(forkOf(graph, 'elsewhere')).toBe('elsewhere');
    expect(forkOf([commit('root', [], 1)], 'root')).toBeUndefined();
  });

  it('believes no date before the branch was last seen, or in the future', () => {
    const graph = [
      commit('a', [], 5),
      commit('b', ['a'], 99_999_999_999),
      commit('c', ['b'], 900),
    ];
    const found = landings(graph, 'c', {
      after: 500,
      now: 1000,
      firstPlace: 0,
    });
    expect([...found.values()].map(it => it.at)).toEqual([500, 500, 900]);
  });
});
