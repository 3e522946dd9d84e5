import { isWithin, withinAny } from './isWithin';

describe.each([
  ['one', isWithin],
  ['many', (path: string, directory: string) => withinAny([directory])(path)],
])('what is within a directory, of %s', (_, within) => {
  it.each([
    ['apps/web', 'apps', true],
    ['apps', 'apps', true],
    ['apps', '', true],
    ['website/a.yaml', 'web', false],
    ['apps', 'apps/web', false],
  ])('%p within %p: %p', (path, directory, expected) => {
    expect(within(path, directory)).toBe(expected);
  });
});
