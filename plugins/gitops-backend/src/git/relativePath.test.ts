import { posix } from 'node:path';
import fc from 'fast-check';
import { relativePath } from './relativePath';

const pathArbitrary = fc
  .array(fc.constantFrom('apps', 'base', 'a', 'a b', '...'), { maxLength: 5 })
  .map(segments => segments.join('/'));

describe('relativePath', () => {
  it.each([
    ['apps/web/overlays/production', 'apps/web/base', '../../base'],
    ['apps/web', 'apps/web/deployment.yaml', 'deployment.yaml'],
    ['apps/web', 'apps', '..'],
    ['apps/web', 'apps/web', '.'],
    ['apps/web', 'apps/website', '../website'],
    ['apps/web', '', '../..'],
    ['', 'apps', 'apps'],
    ['', '', '.'],
  ])('from %p, %p is %p', (from, to, expected) => {
    expect(relativePath(from, to)).toBe(expected);
  });

  it('leads from anywhere to anywhere, without a detour', () => {
    fc.assert(
      fc.property(pathArbitrary, pathArbitrary, (from, to) => {
        const relative = relativePath(from, to);
        expect(posix.join('/', from, relative)).toBe(posix.join('/', to));
        expect(relative).toBe(
          posix.relative(posix.join('/', from), posix.join('/', to)) || '.',
        );
      }),
    );
  });
});
