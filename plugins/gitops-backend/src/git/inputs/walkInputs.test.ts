import fc from 'fast-check';
import { treeOf } from '../__testUtils__/treeOf';
import { walkInputs } from './walkInputs';

const inputs = (files: Record<string, string>, path: string) => {
  const { paths, notes } = walkInputs(treeOf(files), path);
  return { paths: [...paths].sort(), notes };
};

describe('walkInputs', () => {
  it('is the path itself where there is no kustomization', () => {
    expect(inputs({ 'app/a.yaml': '' }, 'app')).toEqual({
      paths: ['app'],
      notes: [],
    });
    expect(inputs({}, 'gone').paths).toEqual(['gone']);
  });

  it('follows every field that names files, transitively', () => {
    const files = {
      'o/kustomization.yaml': `
resources: [../base, local.yaml]
components: [../component]
crds: [../crds/x.yaml]
patches: [{ path: ../p/one.yaml }, { patch: "inline", target: { kind: X } }]
patchesStrategicMerge:
  - ../p/two.yaml
  - |-
    kind: Deployment
    metadata: { name: x }
patchesJson6902: [{ target: {}, path: ../p/three.yaml }]
replacements: [{ path: ../p/four.yaml }]
configMapGenerator: [{ name: a, files: [../f/a.txt, key=../f/b.txt], envs: [../f/e.env], literals: [x=../no] }]
secretGenerator: [{ env: ../f/s.env }]
openapi: { path: ../schema.json }
transformers: [../t]
generators: [../g.yaml]
helmCharts: [{ name: x, valuesFile: ../v.yaml, additionalValuesFiles: [../w.yaml] }]
`,
      'base/kustomization.yml': 'bases: [../deep]',
      'deep/Kustomization': 'resources: [d.yaml]',
      'component/kustomization.yaml': '',
      't/x.yaml': '',
    };
    expect(inputs(files, 'o').paths).toEqual(
      [
        'o',
        'base',
        'deep',
        'deep/d.yaml',
        'o/local.yaml',
        'component',
        'crds/x.yaml',
        'p/one.yaml',
        'p/two.yaml',
        'p/three.yaml',
        'p/four.yaml',
        'f/a.txt',
        'f/b.txt',
        'f/e.env',
        'f/s.env',
        'schema.json',
        't',
        'g.yaml',
        'v.yaml',
        'w.yaml',
      ].sort(),
    );
  });

  it('follows the local charts that a Helm chart depends on', () => {
    const files = {
      'charts/a/Chart.yaml':
        'dependencies: [{ name: b, repository: "file://../b" }, { name: c, repository: "https://x.test" }]',
      'charts/b/Chart.yaml': 'name: b',
    };
    expect(inputs(files, 'charts/a').paths).toEqual(['charts/a', 'charts/b']);
  });

  it('ends in a circle', () => {
    const files = {
      'a/kustomization.yaml': 'resources: [../b]',
      'b/kustomization.yaml': 'resources: [../a, .]',
    };
    expect(inputs(files, 'a').paths).toEqual(['a', 'b']);
  });

  it('notes what is elsewhere, and never leaves the repository', () => {
    const files = {
      'a/kustomization.yaml':
        'resources: [../../etc, /etc, "https://x.test/y.yaml", "github.com/o/r//p?ref=v1", ../missing]',
    };
    const { paths, notes } = inputs(files, 'a');
    expect(paths).toEqual(['a', 'missing']);
    expect(notes).toHaveLength(4);
  });

  it('follows symbolic links inside, and none that lead outside or in circles', () => {
    const files = {
      live: '-> apps/v2',
      'apps/v2/kustomization.yaml':
        'resources: [../../shared/x.yaml, ../out/y, ../loop/z]',
      shared: '-> common',
      'common/x.yaml': '',
      'apps/out': '-> ../../..',
      'apps/loop': '-> loop',
    };
    const { paths, notes } = inputs(files, 'live');
    expect(paths).toEqual([
      'apps/loop',
      'apps/out',
      'apps/v2',
      'common/x.yaml',
      'live',
      'shared',
    ]);
    expect(notes).toHaveLength(2);
  });

  it.each([
    'not: [valid',
    '- a list',
    '"text"',
    'resources: 5',
    'a: &a [*a, *a]',
    `resources: ${'['.repeat(3000)}${']'.repeat(3000)}`,
  ])('survives the kustomization %j', contents => {
    expect(inputs({ 'a/kustomization.yaml': contents }, 'a').paths).toEqual([
      'a',
    ]);
  });

  it('is bounded', () => {
    const names = Array.from({ length: 2000 }, (_, index) => `f${index}.yaml`);
    const { paths, notes } = inputs(
      { 'a/kustomization.yaml': `resources: [${names.join()}]` },
      'a',
    );
    expect(paths).toHaveLength(500);
    expect(notes).toEqual(['More than 500 inputs; the rest is left out']);
  });

  it('gives paths inside the repository, whatever is referenced', () => {
    const reference = fc.array(fc.constantFrom('..', '.', 'a', '', 'b', '~'), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(fc.array(reference), references => {
        const resources = JSON.stringify(
          references.map(parts => parts.join('/')),
        );
        const { paths } = inputs(
          { 'a/b/kustomization.yaml': `resources: ${resources}` },
          'a/b',
        );
        for (const path of paths) {
          expect(path).not.toMatch(/(^|\/)\.\.?(\/|$)|^\/|\/$/);
        }
      }),
    );
  });
});
