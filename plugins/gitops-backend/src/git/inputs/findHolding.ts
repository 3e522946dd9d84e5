import { Mirror } from '../commands/mirror';
import {
  keyOfPair,
  readTreeChanges,
  TreePair,
} from '../commands/readTreeChanges';
import { differing, Footprint } from './footprint';

/** Something that was found at trees, and holds wherever its footprint is the same. */
export interface Found {
  footprint: Footprint;
  /** It is known to hold for these. */
  trees: readonly string[];
}

/** Whether one of these holds for a tree, too. */
export interface Candidates<F extends Found> {
  treeId: string;
  found: readonly F[];
}

interface Comparison<F extends Found> {
  pair: TreePair;
  of: Array<{ question: Candidates<F>; found: F }>;
}

/** A difference may have many thousand paths; so many are held at a time. */
const PAIRS = 10;

/**
 * For each question what holds, where something does. Trees that many know of are compared
 * first, and others only for those that it leaves open: all stood at Git's revision, while
 * what is deployed is another one for each.
 *
 * @param present - the trees that the mirror has
 */
export async function findHolding<F extends Found>(
  mirror: Mirror,
  present: ReadonlySet<string>,
  questions: ReadonlyArray<Candidates<F>>,
): Promise<Map<Candidates<F>, F>> {
  const holding = new Map<Candidates<F>, F>();
  for (const question of questions) {
    const { found, treeId } = question;
    const known = found.find(each => each.trees.includes(treeId));
    if (known) holding.set(question, known);
  }
  let open = comparisons(
    present,
    questions.filter(question => !holding.has(question)),
  );
  // Mostly the first one alone decides everything.
  for (let size = 1; open.length > 0; size = PAIRS) {
    const now = open.slice(0, size);
    const differences = await readTreeChanges(
      mirror,
      now.map(({ pair }) => pair),
    );
    for (const { pair, of } of now) {
      const difference = differences.get(keyOfPair(pair));
      if (!difference) continue;
      const isOther = differing(difference);
      for (const { question, found } of of) {
        if (!holding.has(question) && !isOther(found.footprint)) {
          holding.set(question, found);
        }
      }
    }
    open = open
      .slice(size)
      .filter(({ of }) => of.some(({ question }) => !holding.has(question)));
  }
  return holding;
}

/** Each question with each of its candidates once, those first that decide most. */
function comparisons<F extends Found>(
  present: ReadonlySet<string>,
  questions: ReadonlyArray<Candidates<F>>,
): Array<Comparison<F>> {
  const counts = new Map<string, number>();
  const keyOf = (before: string, { treeId }: Candidates<F>) =>
    keyOfPair({ before, after: treeId });
  for (const question of questions) {
    for (const before of question.found.flatMap(({ trees }) => trees)) {
      const key = keyOf(before, question);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  const byPair = new Map<string, Comparison<F>>();
  for (const question of questions) {
    const count = (before: string) => counts.get(keyOf(before, question)) ?? 0;
    for (const found of question.found) {
      const [before] = found.trees
        .filter(tree => present.has(tree))
        .sort((a, b) => count(b) - count(a));
      if (before === undefined) continue;
      const key = keyOf(before, question);
      const pair = { before, after: question.treeId };
      const comparison = byPair.get(key) ?? { pair, of: [] };
      byPair.set(key, comparison);
      comparison.of.push({ question, found });
    }
  }
  return [...byPair.values()].sort((a, b) => b.of.length - a.of.length);
}
