import { answersByCommit } from './answersByCommit';
import { BoundedMap } from './BoundedMap';
import { readManifestTrees } from './readManifestTrees';
import { Inputs, walkInputs } from './walkInputs';

const MAX_KEPT = 5000;

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
  }, new BoundedMap<Inputs>(MAX_KEPT, () => 1));
}

export type InputReader = ReturnType<typeof createInputReader>;
