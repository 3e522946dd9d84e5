import fc from 'fast-check';
import { EPOCH } from './testRepository';

/** As git has it: a character for each byte. */
function bytesOf(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

export const PATHS = [
  'root.yaml',
  'apps/a/kustomization.yaml',
  'apps/a/deployment.yaml',
  'apps/b/x y.yaml',
  'apps/b',
  'base/common.yaml',
  bytesOf('odd/we\nird "q"'),
  bytesOf('odd/ünï'),
  'odd/la\xe9',
];

const DIRECTORIES = ['apps/a', 'apps/b', 'apps/c', 'apps', 'base', 'odd'];

type Operation =
  | { kind: 'write'; path: number; mode: number; content: number }
  | { kind: 'remove'; path: number }
  | { kind: 'rename'; from: number; to: number }
  /** Makes everything what it was in an earlier commit. */
  | { kind: 'revert'; commit: number };

/** One commit: on which branch, on top of what is merged in, with what changed. */
export interface Step {
  branch: number;
  merges: number[];
  /** What a merge has of the others: nothing, all of theirs, or what it lacks. */
  takes: 'ours' | 'theirs' | 'both';
  /** Has no parents. */
  root: boolean;
  operations: Operation[];
  /** Seconds after the one before; may go backwards, as clocks do. */
  elapsed: number;
}

export const BRANCHES = ['main', 'left', 'right', 'other'];

/** A file, a program, a link and a submodule. */
const MODES = ['100644', '100755', '120000', '160000'];

const branch = fc.nat(BRANCHES.length - 1);
const directory = fc.nat(DIRECTORIES.length - 1);
const operation: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('write' as const),
      path: fc.nat(PATHS.length - 1),
      mode: fc.oneof(
        { weight: 5, arbitrary: fc.constant(0) },
        { weight: 1, arbitrary: fc.nat(MODES.length - 1) },
      ),
      content: fc.nat(2),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('remove' as const),
      path: fc.nat(PATHS.length - 1),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('rename' as const),
      from: directory,
      to: directory,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('revert' as const),
      commit: fc.nat(20),
    }),
  },
);

export const stepArbitrary: fc.Arbitrary<Step> = fc.record({
  branch,
  merges: fc.oneof(
    { weight: 3, arbitrary: fc.constant<number[]>([]) },
    { weight: 2, arbitrary: fc.uniqueArray(branch, { maxLength: 3 }) },
  ),
  takes: fc.constantFrom('ours', 'theirs', 'both', 'both'),
  root: fc.nat(15).map(it => it === 0),
  operations: fc.array(operation, { maxLength: 3 }),
  elapsed: fc.integer({ min: -100, max: 1000 }),
});

/** Path to mode and content. */
type Tree = Map<string, string>;

function write(tree: Tree, path: string, entry: string): void {
  for (const other of [...tree.keys()]) {
    // No name is both a file and a directory.
    if (other.startsWith(`${path}/`) || path.startsWith(`${other}/`)) {
      tree.delete(other);
    }
  }
  tree.set(path, entry);
}

function rename(tree: Tree, from: string, to: string): void {
  if (from === to) return;
  for (const [path, entry] of [...tree]) {
    if (!path.startsWith(`${from}/`)) continue;
    tree.delete(path);
    write(tree, to + path.slice(from.length), entry);
  }
}

function apply(tree: Tree, it: Operation, trees: readonly Tree[]): Tree {
  const next = new Map(tree);
  switch (it.kind) {
    case 'write':
      // Of its own, so that nothing looks as if it were moved that was not.
      write(next, PATHS[it.path], `${MODES[it.mode]} ${it.path}${it.content}`);
      return next;
    case 'remove':
      next.delete(PATHS[it.path]);
      return next;
    case 'rename':
      rename(next, DIRECTORIES[it.from], DIRECTORIES[it.to]);
      return next;
    default:
      return new Map(trees[it.commit % trees.length]);
  }
}

function merged(step: Step, [own, ...others]: readonly Tree[]): Tree {
  const tree = new Map(own);
  for (const other of others) {
    for (const [path, entry] of other) {
      const takes =
        step.takes === 'theirs' || (step.takes === 'both' && !tree.has(path));
      if (takes) write(tree, path, entry);
    }
  }
  return tree;
}

function quoted(path: string): string {
  return `"${path.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}

function toLines(tree: Tree): string[] {
  return [...tree].flatMap(([path, entry]) => {
    const [mode, content] = entry.split(' ');
    // A submodule is at a commit of another repository.
    return mode === '160000'
      ? [`M ${mode} ${'f'.repeat(38)}${content} ${quoted(path)}`]
      : [`M ${mode} inline ${quoted(path)}`, 'data 2', content];
  });
}

/** A stream for `git fast-import`; every branch begins at one first commit. */
export function toFastImport(steps: readonly Step[]): Buffer {
  const lines: string[] = [];
  const trees: Tree[] = [];
  const tips: number[] = [];
  let time = EPOCH;
  const commit = (at: number, parents: number[], tree: Tree) => {
    trees.push(tree);
    tips[at] = trees.length;
    lines.push(
      ...(parents.length === 0 ? [`reset refs/heads/${BRANCHES[at]}`] : []),
      `commit refs/heads/${BRANCHES[at]}`,
      `mark :${trees.length}`,
      `author Robin Example <robin@example.com> ${time} +0000`,
      `committer Robin Example <robin@example.com> ${time} +0000`,
      'data 6',
      'Change',
      ...parents.map(
        (parent, index) => `${index === 0 ? 'from' : 'merge'} :${parent}`,
      ),
      'deleteall',
      ...toLines(tree),
      '',
    );
  };
  commit(
    0,
    [],
    new Map(
      PATHS.slice(0, 3).map(path => [path, `100644 ${PATHS.indexOf(path)}0`]),
    ),
  );
  BRANCHES.forEach((name, at) => {
    tips[at] = 1;
    if (at > 0) lines.push(`reset refs/heads/${name}`, 'from :1', '');
  });
  for (const step of steps) {
    time += step.elapsed;
    const all = [tips[step.branch], ...step.merges.map(it => tips[it])];
    const parents = step.root ? [] : [...new Set(all)];
    const tree = merged(
      step,
      parents.map(parent => trees[parent - 1]),
    );
    commit(
      step.branch,
      parents,
      step.operations.reduce((now, it) => apply(now, it, trees), tree),
    );
  }
  return Buffer.from(lines.join('\n'), 'latin1');
}
