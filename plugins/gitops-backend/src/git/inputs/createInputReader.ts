import { answersByCommit } from './answersByCommit';
import { readManifestTrees } from './readManifestTrees';
import { Inputs, walkInputs } from './walkInputs';

/** Finds the inputs of paths at commits. */
export function createInputReader() {
  return answersByCommit<Inputs>(async (mirror, remote, open) => {
    const trees = await readManifestTrees(mirror, remote, [...open.keys()]);
    return [...trees].flatMap(([sha, tree]) =>
      [...(open.get(sha) ?? [])].map(path => ({
        sha,
        path,
        answer: walkInputs(tree, path),
      })),
    );
  });
}

export type InputReader = ReturnType<typeof createInputReader>;
