import { PathChange } from './parseLog';
import { findRenames, hasRenames } from './renames';

const file = (kind: PathChange['kind'], path: string, id = ''): PathChange => ({
  path,
  kind,
  id,
  directory: false,
});
const came = (path: string, id: string) => file('came', path, id);
const went = (path: string, id: string) => file('went', path, id);
const newDirectory = (path: string): PathChange => ({
  ...came(path, `tree of ${path}`),
  directory: true,
});
const goneDirectory = (path: string): PathChange => ({
  ...went(path, `tree of ${path}`),
  directory: true,
});

describe('findRenames', () => {
  it('finds the directory by what lies in it, and leaves out what follows', () => {
    expect(
      findRenames([
        goneDirectory('apps/a'),
        goneDirectory('apps/a/base'),
        went('apps/a/base/k.yaml', '1'),
        went('apps/a/readme', '2'),
        newDirectory('apps/b'),
        newDirectory('apps/b/base'),
        came('apps/b/base/k.yaml', '1'),
        came('apps/b/readme', '2'),
      ]),
    ).toEqual([{ from: 'apps/a', to: 'apps/b' }]);
  });

  it('takes the equal file whose path is most alike', () => {
    expect(
      findRenames([
        went('apps/a/base/k.yaml', '1'),
        went('apps/a/prod/k.yaml', '1'),
        newDirectory('apps/b'),
        newDirectory('apps/b/prod'),
        came('apps/b/prod/k.yaml', '1'),
      ]),
    ).toEqual([{ from: 'apps/a', to: 'apps/b' }]);
  });

  it.each([
    [
      'half of what came is from one directory',
      [went('a/x', '1'), newDirectory('b'), came('b/x', '1'), came('b/y', '9')],
      [{ from: 'a', to: 'b' }],
    ],
    [
      'less than half of it is',
      [
        went('a/x', '1'),
        newDirectory('b'),
        came('b/x', '1'),
        came('b/y', '8'),
        came('b/z', '9'),
      ],
      [{ from: 'a/x', to: 'b/x' }],
    ],
    [
      'the directory was there before',
      [went('a/x', '1'), came('b/x', '1')],
      [{ from: 'a/x', to: 'b/x' }],
    ],
    [
      'a file has another name in the new directory',
      [went('a/x', '1'), newDirectory('b'), came('b/y', '1')],
      [
        { from: 'a', to: 'b' },
        { from: 'a/x', to: 'b/y' },
      ],
    ],
    [
      'only one directory of several moves elsewhere',
      [
        goneDirectory('apps/a'),
        went('apps/a/x', '1'),
        newDirectory('teams/t'),
        newDirectory('teams/t/apps'),
        newDirectory('teams/t/apps/a'),
        came('teams/t/apps/a/x', '1'),
      ],
      [{ from: 'apps/a', to: 'teams/t/apps/a' }],
    ],
    [
      'everything moves into a directory',
      [went('x', '1'), newDirectory('sub'), came('sub/x', '1')],
      [{ from: 'x', to: 'sub/x' }],
    ],
    [
      'files are copied',
      [newDirectory('b'), came('b/x', '1'), file('changed', 'a/x')],
      [],
    ],
    [
      'two directories are swapped',
      [file('changed', 'a/x'), file('changed', 'b/x')],
      [],
    ],
  ])('when %s', (_, changes, expected) => {
    expect(findRenames(changes)).toEqual(expected);
  });

  it('bounds what one commit can rename', () => {
    const many = Array.from({ length: 3_000 }, (_, n) => n);
    const found = findRenames([
      ...many.map(n => went(`a/${n}`, `${n}`)),
      ...many.map(n => came(`b/new${n}`, `${n}`)),
    ]);
    expect(found).toHaveLength(1_000);
  });
});

describe('hasRenames', () => {
  it('asks for a file that came and is the same as one that went', () => {
    expect(hasRenames([went('a', '1'), came('b', '1')])).toBe(true);
    expect(hasRenames([went('a', '1'), came('b', '2')])).toBe(false);
    expect(hasRenames([goneDirectory('a'), came('b', 'tree of a')])).toBe(
      false,
    );
  });
});
