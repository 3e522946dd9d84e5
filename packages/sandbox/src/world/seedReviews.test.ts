import { createHistory } from './history';
import { DraftPull } from './historyDraft';
import { PLATFORM_REPOSITORY } from './services';

const start = new Date('2026-11-20T14:30:00Z');

describe.each([1, 2, 3])('pull requests of the past, with seed %i', seed => {
  const commits =
    createHistory({ start, seed, cloneUrl: name => `http://git/${name}` }).get(
      PLATFORM_REPOSITORY,
    ) ?? [];
  const pulls = commits.flatMap(({ pull }): DraftPull[] =>
    pull ? [pull] : [],
  );
  const isApproved = ({ reviews }: DraftPull) =>
    reviews.some(({ state }) => state === 'APPROVED');

  it('brought a good part of what people changed, and not all of it', () => {
    const people = commits.filter(
      ({ author, isMainline }) => isMainline && author.login !== 'pipeline',
    );
    expect(pulls.length).toBeGreaterThan(people.length / 3);
    expect(pulls.length).toBeLessThan(people.length);
  });

  it('were mostly approved, never by their author', () => {
    const approved = pulls.filter(isApproved);
    expect(approved.length).toBeGreaterThan(pulls.length / 2);
    expect(approved.length).toBeLessThan(pulls.length);
    for (const { author, reviews } of pulls) {
      expect(reviews.map(({ by }) => by.login)).not.toContain(author.login);
    }
  });

  it('keep of each person one verdict that counts', () => {
    const dismissed = pulls.filter(({ reviews }) =>
      reviews.some(review => review.dismissed),
    );
    expect(dismissed.length).toBeGreaterThan(0);
    for (const { reviews } of dismissed) {
      const counts = reviews.filter(
        review => !review.dismissed && review.state !== 'COMMENT',
      );
      const people = counts.map(({ by }) => by.login);
      expect(people).toEqual([...new Set(people)]);
    }
  });

  it('are numbered in the order of their merges, as the merges say', () => {
    expect(pulls.map(({ index }) => index)).toEqual(
      pulls.map((_, place) => place + 1),
    );
    const named = commits.flatMap(({ message, pull }) => {
      const number = /\(#(\d+)\)/.exec(message)?.[1];
      return number === undefined ? [] : [[Number(number), pull?.index]];
    });
    expect(named.length).toBeGreaterThan(20);
    for (const [said, index] of named) expect(said).toBe(index);
  });
});
