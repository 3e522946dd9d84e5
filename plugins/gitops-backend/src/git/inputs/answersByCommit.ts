import { Mirror, Remote } from '../commands/mirror';
import { BoundedMap } from './BoundedMap';

export interface InputQuestion {
  sha: string;
  path: string;
}

/** Finds the answers about paths at commits, by commit and path. */
type Find<T> = (
  mirror: Mirror,
  remote: Remote,
  open: ReadonlyMap<string, ReadonlySet<string>>,
) => Promise<Array<InputQuestion & { answer: T }>>;

/**
 * Asks about paths at commits. Answers never change, so they are kept: a deployed
 * revision is asked for again with every move of its branch.
 */
export function answersByCommit<T>(find: Find<T>, kept: BoundedMap<T>) {
  return async function ask(
    repository: string,
    mirror: Mirror,
    remote: Remote,
    questions: readonly InputQuestion[],
  ): Promise<(question: InputQuestion) => T | undefined> {
    const keyOf = ({ sha, path }: InputQuestion) =>
      JSON.stringify([repository, sha, path]);
    const answers = new Map<string, T>();
    const open = new Map<string, Set<string>>();
    for (const question of questions) {
      const known = kept.get(keyOf(question));
      if (known) {
        answers.set(keyOf(question), known);
      } else {
        const paths = open.get(question.sha) ?? new Set<string>();
        open.set(question.sha, paths.add(question.path));
      }
    }
    for (const found of await find(mirror, remote, open)) {
      answers.set(keyOf(found), found.answer);
      kept.set(keyOf(found), found.answer);
    }
    return question => answers.get(keyOf(question));
  };
}
