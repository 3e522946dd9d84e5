import fc from 'fast-check';
import { EPOCH } from './testRepository';

export const PATHS = [
  'root.yaml',
  'apps/a/kustomization.yaml',
  'apps/a/deployment.yaml',
  'apps/b/x y.yaml',
  'base/common.yaml',
];

/** One commit: on which branch, on top of what is merged in, with what changed. */
export interface Step {
  branch: number;
  merges: number[];
  changes: Array<{ path: number; content: number }>;
  /** Seconds after the one before; may go backwards, as clocks do. */
  elapsed: number;
}

export const BRANCHES = ['main', 'left', 'right'];

export const stepArbitrary: fc.Arbitrary<Step> = fc.record({
  branch: fc.nat(BRANCHES.length - 1),
  merges: fc.oneof(
    { weight: 3, arbitrary: fc.constant<number[]>([]) },
    {
      weight: 2,
      arbitrary: fc.uniqueArray(fc.nat(BRANCHES.length - 1), { maxLength: 2 }),
    },
  ),
  changes: fc.array(
    fc.record({ path: fc.nat(PATHS.length - 1), content: fc.nat(2) }),
    { maxLength: 3 },
  ),
  elapsed: fc.integer({ min: -100, max: 1000 }),
});

/** A stream for `git fast-import`; every branch begins at one first commit. */
export function toFastImport(steps: readonly Step[]): string {
  const lines: string[] = [];
  const tips: number[] = [];
  let mark = 0;
  let time = EPOCH;
  const write = (branch: number, parents: number[], changes: string[]) => {
    mark += 1;
    lines.push(
      `commit refs/heads/${BRANCHES[branch]}`,
      `mark :${mark}`,
      `author Robin Example <robin@example.com> ${time} +0000`,
      `committer Robin Example <robin@example.com> ${time} +0000`,
      'data 6',
      'Change',
      ...parents.map(
        (parent, index) => `${index === 0 ? 'from' : 'merge'} :${parent}`,
      ),
      ...changes,
      '',
    );
    tips[branch] = mark;
  };
  write(
    0,
    [],
    PATHS.slice(0, 3).flatMap(path => [
      `M 100644 inline ${path}`,
      'data 1',
      '0',
    ]),
  );
  BRANCHES.forEach((_, branch) => {
    tips[branch] = 1;
    if (branch > 0)
      lines.push(`reset refs/heads/${BRANCHES[branch]}`, 'from :1', '');
  });
  for (const step of steps) {
    time += step.elapsed;
    const parents = [tips[step.branch], ...step.merges.map(it => tips[it])];
    write(
      step.branch,
      [...new Set(parents)],
      step.changes.flatMap(({ path, content }) => [
        `M 100644 inline ${PATHS[path]}`,
        'data 1',
        String(content),
      ]),
    );
  }
  return lines.join('\n');
}
