import { Looker, recordedLook, refs } from '../__testUtils__/looks';
import { ModelObject } from '../__testUtils__/ModelObject';

/** What was recorded of objects, one look after the other. */
const RECORDED: Array<[string, string[]]> = [
  ['web', ['01-before', '03-after-kubectl-edit', '06-after-correction']],
  ['web-merge', ['01-before', '03-after-kubectl-edit', '06-after-correction']],
  [
    'configmap-settings',
    ['01-before', '03-after-kubectl-edit', '06-after-correction'],
  ],
  ['web', ['03-after-kubectl-edit', '06-after-correction']],
  [
    'web',
    [
      '06-after-correction',
      '07-after-kubectl-scale',
      '09-after-scale-correction',
    ],
  ],
  [
    'web',
    [
      '09-after-scale-correction',
      '10-after-unknown-manager-edit',
      '12-after-unknown-manager-correction',
      '13-drift-kept-reconcile-disabled-in-cluster',
      '14-after-annotation-removed',
    ],
  ],
];

describe('recorded drift', () => {
  it.each(RECORDED)('of %s is the same over restarts', (object, looks) => {
    const steady = new Looker();
    const restarted = new Looker();
    let drifted = 0;
    for (const look of looks) {
      const live = recordedLook(object, look);
      const expected = steady.look(live, refs[object]);
      expect(restarted.look(live, refs[object])).toEqual(expected);
      // Twice, as what is told after one is all that is known after the next.
      for (let n = 0; n < 2 && expected.length > 0; n++) {
        drifted += 1;
        restarted.restart();
        expect(restarted.look(live, refs[object])).toEqual(expected);
        restarted.restart();
      }
    }
    expect(drifted).toBeGreaterThan(0);
    expect(
      steady.look(recordedLook(object, looks[looks.length - 1]), refs[object]),
    ).toEqual([]);
  });
});

const ref = { group: '', kind: 'ConfigMap', namespace: 'a', name: 'model' };
const git = { a: 'git', b: 'git' };

/** What may happen to an object that Flux applies; each value is a new one. */
const HAPPENINGS: Record<string, (object: ModelObject, n: number) => void> = {
  'Flux applies': object => object.apply(git),
  'a commit changes a': (object, n) => object.apply({ ...git, a: `git ${n}` }),
  'a commit drops a': object => object.apply({ b: 'git' }),
  'kubectl edits a': (object, n) =>
    object.set('kubectl-edit', 'a', `hand ${n}`),
  'a tool edits a': (object, n) => object.set('ops-console', 'a', `tool ${n}`),
  'an autoscaler sets a': (object, n) =>
    object.set('kube-controller-manager', 'a', `${n}`, 'scale'),
  'kubectl adds c': (object, n) => object.set('kubectl-edit', 'c', `hand ${n}`),
  'somebody removes a': object => object.remove('a'),
};

/** All sequences of this many happenings. */
function sequences(length: number): string[][] {
  if (length === 0) return [[]];
  return sequences(length - 1).flatMap(before =>
    Object.keys(HAPPENINGS).map(each => [...before, each]),
  );
}

function applied() {
  const object = new ModelObject();
  object.apply(git);
  const lookers = { steady: new Looker(), restarted: new Looker() };
  lookers.steady.look(object.look(), ref);
  lookers.restarted.look(object.look(), ref);
  return { object, ...lookers };
}

/** What is told otherwise than it should be; there are many cases, and one assertion. */
class Mismatches {
  readonly found: unknown[] = [];

  compare(happenings: string[], told: unknown, expected: unknown): void {
    if (JSON.stringify(told) === JSON.stringify(expected)) return;
    this.found.push({ happenings, told, expected });
  }
}

describe('whatever happens to an object', () => {
  it('restarts while it is drifted change nothing of what is told', () => {
    const mismatches = new Mismatches();
    let restarts = 0;
    for (const happenings of sequences(3)) {
      const { object, steady, restarted } = applied();
      for (const [n, each] of happenings.entries()) {
        HAPPENINGS[each](object, n);
        const live = object.look();
        const expected = steady.look(live, ref);
        mismatches.compare(happenings, restarted.look(live, ref), expected);
        if (expected.length === 0) continue;
        restarts += 1;
        restarted.restart();
        mismatches.compare(happenings, restarted.look(live, ref), expected);
      }
    }
    expect(restarts).toBeGreaterThan(500);
    expect(mismatches.found.slice(0, 3)).toEqual([]);
  });

  it('what happens during a restart neither ends drift nor makes any up', () => {
    const mismatches = new Mismatches();
    for (const happenings of sequences(3)) {
      const { object, steady, restarted } = applied();
      happenings.slice(0, -1).forEach((each, n) => {
        HAPPENINGS[each](object, n);
        steady.look(object.look(), ref);
        restarted.look(object.look(), ref);
      });
      const before = steady.look(object.look(), ref).map(({ path }) => path);
      restarted.restart();
      HAPPENINGS[happenings[happenings.length - 1]](object, 9);
      const expected = steady.look(object.look(), ref);
      const told = restarted.look(object.look(), ref);
      const known = ({ path }: { path?: string }) => before.includes(path);
      mismatches.compare(
        happenings,
        told.filter(known),
        expected.filter(known),
      );
      const all = new Set(expected.map(({ path }) => path));
      mismatches.compare(
        happenings,
        told.filter(({ path }) => !all.has(path)),
        [],
      );
    }
    expect(mismatches.found.slice(0, 3)).toEqual([]);
  });

  it('an undoing by hand ends drift after a restart, too', () => {
    const { object, restarted } = applied();
    object.set('ops-console', 'a', 'tool');
    expect(restarted.look(object.look(), ref)).toHaveLength(1);
    restarted.restart();
    object.set('ops-console', 'a', 'git');
    expect(restarted.look(object.look(), ref)).toEqual([]);
  });
});
