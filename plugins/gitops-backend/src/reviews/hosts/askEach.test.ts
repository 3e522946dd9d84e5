import { CommitReview } from '@backstage-gitops/plugin-gitops-common';
import { ReviewHostError } from '../types';
import { asked } from './__testUtils__/asking';
import { sha } from './__testUtils__/world';
import { askEach } from './askEach';

const NONE: CommitReview = {
  review: { state: 'none' },
  checks: 'none',
  signature: 'none',
};

type Answer = CommitReview | undefined | Error;

/** Answers as they are given, by the words of the commits. */
function askAll(answers: Record<string, Answer>, repository?: Error) {
  const calls: string[] = [];
  const words = Object.keys(answers);
  const answer = askEach(
    words.map(word => asked(word)),
    {
      signal: new AbortController().signal,
      async ask(commit) {
        const word = words.find(it => sha(it) === commit.sha) ?? '';
        calls.push(word);
        const given = answers[word];
        if (given instanceof Error) throw given;
        return given;
      },
      async checkRepository() {
        calls.push('repository');
        if (repository) throw repository;
      },
    },
  );
  return { answer, calls };
}

const failed = new ReviewHostError('failed', 'failed');
const limited = new ReviewHostError('limited', 'rateLimited', 1000);
const forbidden = new ReviewHostError('forbidden', 'forbidden');
const notFound = new ReviewHostError('not found', 'notFound');

describe('askEach', () => {
  it('keeps what was answered, and leaves out the rest', async () => {
    const { answer } = askAll({ a: NONE, b: undefined, c: failed, d: NONE });
    const { answers, stopped } = await answer;
    expect([...answers.keys()]).toEqual([sha('a'), sha('d')]);
    expect(stopped).toBeUndefined();
  });

  it('leaves the host alone when it wants that', async () => {
    const more = Object.fromEntries(
      Array.from({ length: 50 }, (_, n) => [`more ${n}`, NONE]),
    );
    const { answer, calls } = askAll({ a: NONE, b: limited, ...more });
    const { answers, stopped } = await answer;
    expect([...answers.keys()]).toContain(sha('a'));
    expect(stopped).toBe(limited);
    expect(calls.length).toBeLessThan(10);
  });

  it('says why nothing was answered: what weighs more than a failure', async () => {
    const { answer } = askAll({ a: forbidden, b: limited, c: undefined });
    await expect(answer).rejects.toBe(limited);
    await expect(askAll({ a: failed }).answer).rejects.toBe(failed);
  });

  it('does not ask for each where the repository is not shown', async () => {
    const all = Array.from({ length: 50 }, (_, n) => [`a ${n}`, forbidden]);
    const { answer, calls } = askAll(Object.fromEntries(all));
    await expect(answer).rejects.toBe(forbidden);
    expect(calls).toHaveLength(3);
  });

  it('asks for each where it fails for the first ones', async () => {
    const all = ['a', 'b', 'c', 'd', 'e'].map(it => [it, failed]);
    const { answer } = askAll({ ...Object.fromEntries(all), f: NONE });
    expect([...(await answer).answers.keys()]).toEqual([sha('f')]);
  });

  it('goes on where it fails for some', async () => {
    const { answer } = askAll({
      a: NONE,
      ...Object.fromEntries(['b', 'c', 'd', 'e'].map(it => [it, forbidden])),
      f: NONE,
    });
    const { answers, stopped } = await answer;
    expect([...answers.keys()]).toEqual([sha('a'), sha('f')]);
    expect(stopped).toBeUndefined();
  });

  it('asks for the repository where no commit is known', async () => {
    const { answer, calls } = askAll({ a: undefined });
    expect(await answer).toEqual({ answers: new Map() });
    expect(calls).toEqual(['a', 'repository']);
    await expect(askAll({ a: undefined }, notFound).answer).rejects.toBe(
      notFound,
    );
  });

  it('asks nothing where there is nothing to ask', async () => {
    const { answer, calls } = askAll({});
    expect(await answer).toEqual({ answers: new Map() });
    expect(calls).toEqual([]);
  });

  it('does not hide an error of ours', async () => {
    const { answer } = askAll({ a: NONE, b: new TypeError('a bug') });
    await expect(answer).rejects.toThrow('a bug');
  });
});
