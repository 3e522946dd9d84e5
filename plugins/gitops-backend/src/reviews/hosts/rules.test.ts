import { Checks } from '@backstage-gitops/plugin-gitops-common';
import fc from 'fast-check';
import { asked } from './__testUtils__/asking';
import { sha } from './__testUtils__/world';
import { landed, MergedPull, pickPull } from './pickPull';
import { pullRequestOf } from './pullRequestOf';
import { repositoryPath } from './repositoryPath';
import { verdictOf } from './verdictOf';

const anyChecks = fc.array(
  fc.constantFrom<Checks>('passed', 'failed', 'running', 'none', 'unknown'),
);

describe('verdictOf', () => {
  it('is the same in any order, and for verdicts of verdicts', () => {
    fc.assert(
      fc.property(anyChecks, anyChecks, (some, others) => {
        const all = verdictOf([...some, ...others]);
        expect(verdictOf([...others, ...some])).toBe(all);
        expect(verdictOf([verdictOf(some), verdictOf(others)])).toBe(all);
      }),
    );
  });

  it('has passed only where all that checked have', () => {
    fc.assert(
      fc.property(anyChecks, checks => {
        const told = checks.filter(check => check !== 'none');
        expect(verdictOf(checks) === 'passed').toBe(
          told.length > 0 && told.every(check => check === 'passed'),
        );
        expect(verdictOf(checks) === 'failed').toBe(told.includes('failed'));
        expect(verdictOf(checks) === 'none').toBe(told.length === 0);
      }),
    );
  });
});

describe('pickPull', () => {
  const anyPulls: fc.Arbitrary<MergedPull[]> = fc.uniqueArray(
    fc.record({
      number: fc.integer({ min: 1, max: 50 }),
      into: fc.constantFrom('main', 'feature', undefined),
      mergedAt: fc.option(
        fc.constantFrom('2026-11-01T00:00:00.000Z', '2026-11-02T00:00:00.000Z'),
      ),
      landedAs: fc.subarray([sha('merge'), sha('merge').slice(0, 12), 'x', '']),
    }),
    { selector: ({ number }) => number },
  );
  const commit = asked('a', 'merge');

  it('picks one that landed it, else the first into its branch, in whatever order', () => {
    fc.assert(
      fc.property(anyPulls, pulls => {
        const picked = pickPull(pulls, commit);
        expect(pickPull([...pulls].reverse(), commit)).toBe(picked);
        const landing = pulls.filter(pull => landed(pull, commit));
        const intoMain = pulls.filter(({ into }) => into === 'main');
        const among = landing.length > 0 ? landing : intoMain;
        expect(picked !== undefined).toBe(among.length > 0);
        const times = among.map(({ mergedAt }) => mergedAt ?? '9').sort();
        expect(picked && (picked.mergedAt ?? '9')).toBe(times[0]);
        expect(picked === undefined || among.includes(picked)).toBe(true);
      }),
    );
  });

  it('does not take a few characters for a commit', () => {
    const pull = { number: 1, mergedAt: null };
    expect(landed({ ...pull, landedAs: [''] }, commit)).toBe(false);
    expect(
      landed({ ...pull, landedAs: [sha('merge').slice(0, 6)] }, commit),
    ).toBe(false);
    expect(landed({ ...pull, landedAs: [sha('a')] }, commit)).toBe(false);
    expect(
      landed(
        { ...pull, landedAs: [sha('a')] },
        { ...commit, landedWith: null },
      ),
    ).toBe(true);
  });
});

describe('pullRequestOf', () => {
  it('counts approvals beyond the reviewers that it keeps', () => {
    const reviewers = Array.from({ length: 80 }, (_, n) => ({
      name: `reviewer ${n}`,
      state: 'approved' as const,
    }));
    const told = pullRequestOf({
      number: 1,
      title: 'A',
      url: undefined,
      author: null,
      mergedAt: null,
      reviewers,
    });
    expect(told).toMatchObject({ approvals: 80, url: null });
    expect(told.reviewers).toHaveLength(50);
  });
});

describe('repositoryPath', () => {
  it.each([
    ['https://a.example.com/acme/fleet.git', undefined, ['acme', 'fleet']],
    ['https://a.example.com/git/acme/fleet', '/git', ['acme', 'fleet']],
    ['https://a.example.com/git/acme/fleet', '/git/', ['acme', 'fleet']],
    ['https://a.example.com/gitops/fleet', '/git', ['gitops', 'fleet']],
    ['https://a.example.com/a%20b/c%zz', undefined, ['a b', 'c%zz']],
  ])('%s below %s', (url, basePath, names) => {
    const repository = { url, host: 'a.example.com' };
    expect(repositoryPath(repository, basePath)).toEqual(names);
  });
});
