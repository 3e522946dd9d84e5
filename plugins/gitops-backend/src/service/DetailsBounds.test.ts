import { ResourceDiff } from '@backstage-gitops/plugin-gitops-common';
import fc from 'fast-check';
import {
  boundedDiff,
  boundedResources,
  MAX_DIFF_BYTES,
  MAX_LISTED_RESOURCES,
} from './DetailsBounds';

const REF = { group: 'apps', kind: 'Deployment', name: 'web' };
const CREDENTIALS = 'url: https://robin:secret@git.example.com/a';

describe('boundedDiff', () => {
  // Few are too large by themselves, some together.
  const size = fc.oneof(
    fc.nat({ max: 5_000 }),
    fc.integer({ min: 200_000, max: 1_200_000 }),
  );
  const diff = fc.record({
    desired: fc.option(size.map(length => 'ä'.repeat(length / 2))),
    live: fc.option(size.map(length => '-'.repeat(length))),
  });

  it('has what there is room for, in order, and says whether that is all', () => {
    fc.assert(
      fc.property(fc.array(diff, { maxLength: 6 }), texts => {
        const all: ResourceDiff[] = texts.map((text, n) => ({
          ...REF,
          name: `web-${n}`,
          ...text,
        }));
        const { items, truncated } = boundedDiff(all);
        const bytes = Buffer.byteLength(JSON.stringify(items));
        expect(bytes).toBeLessThanOrEqual(MAX_DIFF_BYTES + 10);
        expect(truncated).toBe(items.length < all.length);
        const names = items.map(({ name }) => name);
        expect(items).toEqual(all.filter(({ name }) => names.includes(name)));
        const total = Buffer.byteLength(JSON.stringify(all));
        expect(total <= MAX_DIFF_BYTES && truncated).toBe(false);
      }),
      { numRuns: 50 },
    );
  });

  it('leaves out credentials of URLs, and what is not there', () => {
    expect(
      boundedDiff([{ ...REF, desired: null, live: CREDENTIALS }]).items,
    ).toEqual([
      { ...REF, desired: null, live: 'url: https://git.example.com/a' },
    ]);
  });
});

describe('boundedResources', () => {
  it('has as many as can be seen, and says whether there are more', () => {
    const resources = Array.from(
      { length: MAX_LISTED_RESOURCES + 1 },
      (_, n) => ({
        ...REF,
        name: `web-${n}`,
        sync: 'Synced' as const,
      }),
    );
    const { items, truncated } = boundedResources(resources);
    expect(truncated).toBe(true);
    expect(items).toEqual(resources.slice(0, MAX_LISTED_RESOURCES));
    expect(boundedResources(items).truncated).toBe(false);
  });

  it('has messages of one short line, without credentials', () => {
    const [{ message = '' }, plain] = boundedResources([
      {
        ...REF,
        sync: 'Unknown',
        message: `${CREDENTIALS}\n${'x'.repeat(999)}`,
      },
      { ...REF, sync: 'Synced' },
    ]).items;
    expect(message).toMatch(/^url: https:\/\/git\.example\.com\/a x+…$/);
    expect(message).toHaveLength(500);
    expect(plain.message).toBeUndefined();
  });
});
