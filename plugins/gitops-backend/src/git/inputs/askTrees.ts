import { setImmediate } from 'node:timers/promises';
import { Mirror, Remote } from '../commands/mirror';
import { readTree } from '../commands/readTree';
import { keyOfPair, readTreeChanges } from '../commands/readTreeChanges';
import { chunks } from '../store/chunks';
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
/** So many are compared at a time: what differs may be many thousand paths in each. */
const TREES = 10;
/** So often more files are read; each name of one must come out of another one. */
const MAX_ROUNDS = 32;

/** What files hold, those that somebody asked for and that were then read. */
class Texts {
  readonly #known = new Map<string, string | null>();
  readonly #wanted = new Set<string>();
  readonly #kept: Contents;
  /** Something was asked for that is not read yet. */
  isLacking = false;

  constructor(kept: Contents) {
    this.#kept = kept;
  }

  readonly get = (id: string): string | undefined => {
    const known = this.#known.get(id);
    const found = known === undefined ? this.#kept.get(id) : known;
    if (found === undefined) {
      this.#wanted.add(id);
      this.isLacking = true;
    }
    return found ?? undefined;
  };

  /** Reads what was asked for; it is in these commits. */
  async read(mirror: Mirror, remote: Remote, shas: string[]): Promise<void> {
    const ids = [...this.#wanted];
    this.#wanted.clear();
    const maxBytes = MAX_MANIFEST_BYTES;
    const found = await readContents(mirror, remote, { shas, ids, maxBytes });
    for (const id of ids) {
      const text = found.get(id) ?? null;
      this.#known.set(id, text);
      this.#kept.set(id, text);
    }
  }
}

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
  const texts = new Texts(contents);
  // Most of them will be asked for, one after the other.
  for (const [path, { id }] of base.entries) {
    if (isManifestName(path)) texts.get(id);
  }
  const treeIds = new Set(questions.map(({ treeId }) => treeId));
  const answers = new Map<TreeQuestion<T>, TreeAnswer<T>>();
  for (const some of chunks(treeIds, TREES)) {
    const pairs = some.map(after => ({ before: first.treeId, after }));
    const differences = await readTreeChanges(mirror, pairs);
    const views = new Map(
      pairs.map(pair => {
        const difference = differences.get(keyOfPair(pair)) ?? new Map();
        return [pair.after, new TreeView(base, difference, texts.get)];
      }),
    );
    let open = questions.filter(({ treeId }) => views.has(treeId));
    for (let round = 0; open.length > 0; round++) {
      const shas = [...new Set(open.map(({ sha }) => sha))];
      await texts.read(mirror, remote, shas);
      const again: Array<TreeQuestion<T>> = [];
      for (const question of open) {
        const view = views.get(question.treeId);
        if (!view) continue;
        const { tree, footprint } = watched(view);
        texts.isLacking = false;
        const answer = question.ask(tree);
        if (texts.isLacking && round < MAX_ROUNDS) again.push(question);
        answers.set(question, { answer, footprint });
        // There may be many, and others want their turn.
        await setImmediate();
      }
      open = again;
    }
  }
  return questions.flatMap(question => answers.get(question) ?? []);
}
