import { DriftedField } from '@backstage-gitops/plugin-gitops-common';
import { Looker, recordedLook, refs } from '../__testUtils__/looks';
import { ModelObject } from '../__testUtils__/ModelObject';

const ref = { group: '', kind: 'ConfigMap', namespace: 'a', name: 'model' };
const git = { replicas: '2', image: 'web:1' };

type Happening = (object: ModelObject) => void;

/** Applied by Flux, then this, looked at after each step. */
function driftAfter(...happenings: Happening[]): DriftedField[] {
  const object = new ModelObject();
  const looker = new Looker();
  object.apply(git);
  let drift = looker.look(object.look(), ref);
  for (const happens of happenings) {
    happens(object);
    drift = looker.look(object.look(), ref);
  }
  return drift;
}

const apply =
  (desired: Record<string, string>): Happening =>
  object =>
    object.apply(desired);
const set =
  (
    manager: string,
    field: string,
    value: string,
    subresource?: string,
  ): Happening =>
  object =>
    object.set(manager, field, value, subresource);

describe('what is no drift', () => {
  it.each<[string, Happening[]]>([
    ['nothing', []],
    ['an apply that changes nothing', [apply(git)]],
    [
      'a commit and its revert',
      [apply({ ...git, image: 'web:2' }), apply(git)],
    ],
    ['a commit that drops a field', [apply({ image: 'web:1' })]],
    [
      'what a webhook set in the same request as Flux',
      [
        object => {
          object.apply({ ...git, image: 'web:2' });
          object.set('kustomize-controller', 'image', 'mirror/web:2');
        },
      ],
    ],
    ['what a webhook added', [set('istio-sidecar-injector', 'proxy', 'on')]],
    ['what a controller added', [set('some-operator', 'restartedAt', 'now')]],
    ['what a tool added', [set('ops-console', 'note', 'hello')]],
    ['status', [set('kube-controller-manager', 'ready', '1', 'status')]],
    [
      'a field that somebody holds with the value that it has in Git',
      [set('ops-console', 'replicas', '2')],
    ],
    [
      'a hand edit that Flux has corrected',
      [set('kubectl-edit', 'replicas', '7'), apply(git)],
    ],
    [
      'a hand edit that was undone',
      [
        set('kubectl-edit', 'replicas', '7'),
        set('kubectl-edit', 'replicas', '2'),
      ],
    ],
  ])('%s', (_, happenings) => {
    expect(driftAfter(...happenings)).toEqual([]);
  });
});

describe('who changed a field', () => {
  it.each([
    ['kubectl-edit', undefined, 'person'],
    ['kubectl', 'scale', 'person'],
    ['kube-controller-manager', 'scale', 'controller'],
    ['keda', undefined, 'controller'],
    ['vpa-updater', undefined, 'controller'],
    ['some-webhook', undefined, 'controller'],
    // A webhook's part of a request is written down as that of who made it.
    ['kustomize-controller', undefined, 'controller'],
    ['ops-console', undefined, 'unknown'],
  ])('%s %s is a %s', (manager, subresource, by) => {
    const [field, ...others] = driftAfter(
      set(manager, 'replicas', '5', subresource),
    );
    expect(others).toEqual([]);
    expect(field).toMatchObject({
      change: 'changed',
      path: 'data.replicas',
      desired: '2',
      live: '5',
      manager,
      by,
    });
  });
});

describe('a field that Flux has left as it was', () => {
  const scale = set('kube-controller-manager', 'replicas', '5', 'scale');

  /** Somebody scales; then Flux runs, and this happens meanwhile. */
  function driftAfterRun(during: Happening[], isSuccess = true) {
    const object = new ModelObject();
    const looker = new Looker();
    object.apply(git);
    looker.look(object.look(), ref);
    scale(object);
    looker.look(object.look(), ref);
    looker.beginRun(ref);
    for (const happens of during) {
      happens(object);
      looker.look(object.look(), ref);
    }
    const told = looker.endRun(ref, isSuccess);
    expect(looker.look(object.look(), ref)).toEqual(told);
    return told.map(({ path }) => path);
  }

  it('is not wanted any more', () => {
    expect(driftAfterRun([apply({ image: 'web:1' })])).toEqual([]);
  });

  it('is drift still where Flux failed, or lost it again', () => {
    expect(driftAfterRun([], false)).toEqual(['data.replicas']);
    expect(driftAfterRun([apply(git), scale])).toEqual(['data.replicas']);
  });

  it('is drift still where it was changed only since Flux began', () => {
    const edit = set('ops-console', 'image', 'web:9');
    expect(driftAfterRun([edit])).toEqual(['data.image']);
  });

  it('is drift still in an object that Flux is told to leave alone', () => {
    const looker = new Looker();
    for (const look of [
      '12-after-unknown-manager-correction',
      '13-drift-kept-reconcile-disabled-in-cluster',
    ]) {
      looker.look(recordedLook('web', look), refs.web);
    }
    looker.beginRun(refs.web);
    expect(looker.endRun(refs.web, true)).toContainEqual(
      expect.objectContaining({ path: 'spec.replicas', desired: '2' }),
    );
  });
});
