import { Mirror, Remote } from '../commands/mirror';
import { readManifestTrees } from './readManifestTrees';
import { Inputs, walkInputs } from './walkInputs';

const MAX_KEPT = 5000;

export interface InputQuestion {
  sha: string;
  path: string;
}

/**
 * Finds the inputs of paths at commits. Answers never change, so they are kept:
 * a deployed revision is asked for again with every move of its branch.
 */
export function createInputReader() {
  const kept = new Map<string, Inputs>();

  return async function readInputs(
    repository: string,
    mirror: Mirror,
    remote: Remote,
    questions: readonly InputQuestion[],
  ): Promise<(question: InputQuestion) => Inputs | undefined> {
    const keyOf = (question: InputQuestion) =>
      JSON.stringify([repository, question.sha, question.path]);
    const answers = new Map<string, Inputs>();
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
    const trees = await readManifestTrees(mirror, remote, [...open.keys()]);
    for (const [sha, tree] of trees) {
      for (const path of open.get(sha) ?? []) {
        const inputs = walkInputs(tree, path);
        const key = keyOf({ sha, path });
        answers.set(key, inputs);
        kept.set(key, inputs);
      }
    }
    for (const key of kept.keys()) {
      if (kept.size <= MAX_KEPT) break;
      kept.delete(key);
    }
    return question => answers.get(keyOf(question));
  };
}

export type InputReader = ReturnType<typeof createInputReader>;
