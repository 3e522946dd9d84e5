import { findTrees } from '../commands/findObjects';
import { Mirror, Remote } from '../commands/mirror';
import { TreeAnswer } from './askTrees';
import { Candidates, findHolding, Found } from './findHolding';
import { sizeOf } from './footprint';

/** About what is at a commit; `of` is plain data, by which the question is known again. */
export interface Question<Q> {
  sha: string;
  of: Q;
}

export type OpenQuestion<Q> = Question<Q> & { treeId: string };

/** Finds the answers, in their order. */
export type Find<Q, T> = (
  mirror: Mirror,
  remote: Remote,
  open: ReadonlyArray<OpenQuestion<Q>>,
) => Promise<Array<TreeAnswer<T>>>;

export type Ask<Q, T> = (
  repository: string,
  mirror: Mirror,
  remote: Remote,
  questions: ReadonlyArray<Question<Q>>,
) => Promise<(question: Question<Q>) => T | undefined>;

interface Kept<T> extends Found {
  answer: T;
  size: number;
  /** The last one first. */
  trees: string[];
}

/** Of one question: at Git's revision, at what is deployed, and when these change. */
const MAX_ANSWERS = 4;
const MAX_TREES = 8;

/**
 * Asks about commits, and keeps the answers with what in the tree they came of: for a
 * commit whose tree differs in nothing of that, nothing is read. Forgets the oldest
 * where they are worth more than `most` together.
 */
export function keptAnswers<Q, T>(
  find: Find<Q, T>,
  {
    most,
    sizeOf: sizeOfAnswer,
  }: { most: number; sizeOf: (answer: T) => number },
): Ask<Q, T> {
  const kept = new Map<string, Array<Kept<T>>>();
  let size = 0;

  function keep(key: string, treeId: string, found: TreeAnswer<T>): void {
    const all = kept.get(key) ?? [];
    kept.delete(key);
    kept.set(key, all);
    const worth = sizeOf(found.footprint) + sizeOfAnswer(found.answer);
    all.unshift({ ...found, size: worth, trees: [treeId] });
    size += worth;
    for (const old of all.splice(MAX_ANSWERS)) size -= old.size;
    for (const [oldest, answers] of kept) {
      if (size <= most) break;
      kept.delete(oldest);
      for (const old of answers) size -= old.size;
    }
  }

  return async function ask(repository, mirror, remote, questions) {
    const keyOf = ({ of }: Question<Q>) => JSON.stringify([repository, of]);
    const keptOf = (question: Question<Q>) => kept.get(keyOf(question)) ?? [];
    const trees = await findTrees(mirror, [
      ...new Set([
        ...questions.map(({ sha }) => sha),
        // A mirror that was made anew may lack them.
        ...questions.flatMap(keptOf).flatMap(each => each.trees),
      ]),
    ]);

    const asked = new Map<string, OpenQuestion<Q> & Candidates<Kept<T>>>();
    for (const question of questions) {
      const treeId = trees.get(question.sha);
      if (!treeId) continue;
      const place = `${treeId} ${keyOf(question)}`;
      asked.set(place, { ...question, treeId, found: keptOf(question) });
    }
    const holding = await findHolding(mirror, new Set(trees.values()), [
      ...asked.values(),
    ]);

    const byKey = new Map<string, T>();
    const open = new Map<string, OpenQuestion<Q>>();
    for (const [place, question] of asked) {
      const match = holding.get(question);
      const { treeId } = question;
      if (match) {
        match.trees = [
          treeId,
          ...match.trees.filter(each => each !== treeId),
        ].slice(0, MAX_TREES);
        byKey.set(place, match.answer);
      } else {
        open.set(place, question);
      }
    }
    const found = await find(mirror, remote, [...open.values()]);
    [...open.entries()].forEach(([place, question], index) => {
      byKey.set(place, found[index].answer);
      keep(keyOf(question), question.treeId, found[index]);
    });
    return question =>
      byKey.get(`${trees.get(question.sha)} ${keyOf(question)}`);
  };
}
