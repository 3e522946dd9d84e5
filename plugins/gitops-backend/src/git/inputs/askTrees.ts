import { setImmediate } from 'node:timers/promises';
import { Mirror, Remote } from '../commands/mirror';
import { readTree } from '../commands/readTree';
import { keyOfPair, readTreeChanges } from '../commands/readTreeChanges';
import { BoundedMap } from './BoundedMap';
import { Footprint, watched } from './footprint';
import { isManifestName, ManifestTree } from './manifestTree';
import { readContents } from './readContents';
import { TreeView, WholeTree } from './TreeView';

/** Something to be found out about a commit's tree. */
export interface TreeQuestion<T> {
  sha: string;
  treeId: string;
  /** Asked again as long as it reads what is not at hand yet. */
  ask: (tree: ManifestTree) => T;
}

export interface TreeAnswer<T> {
  answer: T;
  footprint: Footprint;
}

/** Contents of files by their ids; null: too large, or not to be had. */
export type Contents = BoundedMap<string | null>;

const MAX_MANIFEST_BYTES = 1024 * 1024;
/** So often more files are read; each name of one must come out of another one. */
const MAX_ROUNDS = 32;

/**
 * Answers questions about commits' trees in turn. The first tree is listed whole and the
 * others by how they differ from it; of files only those are read that somebody asks
 * for. What the mirror lacks is fetched, in one request each time.
 */
export async function askTrees<T>(
  mirror: Mirror,
  remote: Remote,
  questions: ReadonlyArray<TreeQuestion<T>>,
  contents: Contents,
): Promise<Array<TreeAnswer<T>>> {
  const [first] = questions;
  if (!first) return [];
  const base = new WholeTree(await readTree(mirror, first.sha));
  const treeIds = new Set(questions.map(({ treeId }) => treeId));
  const pairs = [...treeIds].map(after => ({ before: first.treeId, after }));
  const differences = await readTreeChanges(mirror, pairs);

  const known = new Map<string, string | null>();
  const wanted = new Set<string>();
  let isLacking = false;
  const read = (id: string) => {
    const found = known.has(id) ? known.get(id) : contents.get(id);
    if (found === undefined) {
      wanted.add(id);
      isLacking = true;
    }
    return found ?? undefined;
  };
  const views = new Map(
    pairs.map(pair => [
      pair.after,
      new TreeView(base, differences.get(keyOfPair(pair)) ?? new Map(), read),
    ]),
  );
  // Most of them will be asked for, one after the other.
  for (const [path, { id }] of base.entries) {
    if (isManifestName(path)) read(id);
  }

  const answers = new Map<TreeQuestion<T>, TreeAnswer<T>>();
  let open = questions;
  for (let round = 0; open.length > 0; round++) {
    if (wanted.size > 0) {
      const shas = [...new Set(open.map(({ sha }) => sha))];
      const found = await readContents(mirror, remote, {
        shas,
        ids: [...wanted],
        maxBytes: MAX_MANIFEST_BYTES,
      });
      for (const id of wanted) {
        const text = found.get(id) ?? null;
        known.set(id, text);
        contents.set(id, text);
      }
    }
    const again: Array<TreeQuestion<T>> = [];
    wanted.clear();
    for (const question of open) {
      const view = views.get(question.treeId);
      if (!view) continue;
      const { tree, footprint } = watched(view);
      isLacking = false;
      const answer = question.ask(tree);
      if (isLacking && round < MAX_ROUNDS) again.push(question);
      answers.set(question, { answer, footprint });
      // There may be many, and others want their turn.
      await setImmediate();
    }
    open = again;
  }
  return questions.flatMap(question => answers.get(question) ?? []);
}
