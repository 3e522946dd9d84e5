import { askTrees, Contents } from './askTrees';
import { keptAnswers } from './keptAnswers';
import { Inputs, Reads, walkInputs } from './walkInputs';

/** What the answers were found with, in paths: some 30 for an application. */
const MAX_KEPT = 200_000;

/** Finds what sources read at commits. */
export function createInputReader(contents: Contents) {
  return keptAnswers<Reads, Inputs>(
    (mirror, remote, open) =>
      askTrees(
        mirror,
        remote,
        open.map(({ sha, treeId, of }) => ({
          sha,
          treeId,
          ask: tree => walkInputs(tree, of),
        })),
        contents,
      ),
    { most: MAX_KEPT, sizeOf: ({ paths }) => paths.size },
  );
}

export type InputReader = ReturnType<typeof createInputReader>;
