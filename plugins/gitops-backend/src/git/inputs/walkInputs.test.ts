import fc from 'fast-check';
import { treeOf } from '../__testUtils__/treeOf';
import { Reads, walkInputs } from './walkInputs';

const walked = (
  files: Record<string, string>,
  reads: string | (Partial<Reads> & { path: string }),
) =>
  walkInputs(treeOf(files), {
    pathless: false,
    nested: false,
    inputs: [],
    ...(typeof reads === 'string' ? { path: reads } : reads),
  });

const inputs = (...of: Parameters<typeof walked>) => {
  const { paths, notes } = walked(...of);
  return { paths: [...paths.keys()].sort(), notes };
};

const named = (...of: Parameters<typeof walked>) =>
  Object.fromEntries(walked(...of).paths);

describe('walkInputs', () => {
  it('is the path itself where there is no kustomization', () => {
    expect(inputs({ 'app/a.yaml': '' }, 'app')).toEqual({
      paths: ['app'],
      notes: [],
    });
    expect(inputs({}, 'gone').paths).toEqual(['gone']);
  });

  it.each([
    ['resources: [../x.yaml]'],
    ['bases: [../x.yaml]'],
    ['components: [../x.yaml]'],
    ['crds: [../x.yaml]'],
    ['configurations: [../x.yaml]'],
    ['patches: [{ path: ../x.yaml, target: { kind: X } }]'],
    ['patchesStrategicMerge: [../x.yaml]'],
    ['patchesJson6902: [{ target: {}, path: ../x.yaml }]'],
    ['replacements: [{ path: ../x.yaml }]'],
    ['openapi: { path: ../x.yaml }'],
    ['generators: [../x.yaml]'],
    ['transformers: [../x.yaml]'],
    ['validators: [../x.yaml]'],
    ['configMapGenerator: [{ name: a, files: [../x.yaml] }]'],
    ['configMapGenerator: [{ name: a, files: [key=../x.yaml] }]'],
    ['configMapGenerator: [{ name: a, envs: [../x.yaml] }]'],
    ['secretGenerator: [{ name: a, files: [key=../x.yaml] }]'],
    ['secretGenerator: [{ name: a, env: ../x.yaml }]'],
    ['helmCharts: [{ name: x, valuesFile: ../x.yaml }]'],
    ['helmCharts: [{ name: x, additionalValuesFiles: [../x.yaml] }]'],
    ['helmChartInflationGenerator: [{ chartName: x, values: ../x.yaml }]'],
    ['transformers:\n- |\n  kind: PatchTransformer\n  path: ../x.yaml'],
  ])('follows %j', field => {
    expect(named({ 'o/kustomization.yaml': field, 'x.yaml': '' }, 'o')).toEqual(
      { o: null, 'x.yaml': 'o/kustomization.yaml' },
    );
  });

  it.each([
    'literals: [x=../no]',
    'configMapGenerator: [{ name: a, literals: [x=../no] }]',
    'patches: [{ patch: "../no", target: { kind: X } }]',
    `patchesStrategicMerge: ['{"kind": "X"}', "kind: X\\nmetadata: {}"]`,
    'nameSuffix: ../no',
  ])('takes nothing from %j', field => {
    expect(inputs({ 'o/kustomization.yaml': field }, 'o')).toEqual({
      paths: ['o'],
      notes: [],
    });
  });

  it('follows what is reached, and says which file names each first', () => {
    const files = {
      'o/kustomization.yaml': 'resources: [../base, local.yaml]',
      'o/local.yaml': '',
      'base/kustomization.yml': 'bases: [../deep]',
      'deep/Kustomization': 'resources: [d.yaml, ../o/local.yaml]',
      'deep/d.yaml': '',
    };
    expect(named(files, 'o')).toEqual({
      o: null,
      base: 'o/kustomization.yaml',
      deep: 'base/kustomization.yml',
      'deep/d.yaml': 'deep/Kustomization',
    });
  });

  it('reads what plugins name, as seen from the kustomization that lists them', () => {
    const files = {
      'o/kustomization.yaml':
        'generators: [../plugins/maps.yaml]\ntransformers: [../plugins/dir]\n',
      'plugins/maps.yaml':
        'kind: ConfigMapGenerator\nfiles: [a=../data/a.txt]\nenvs: [../data/b.env]\n---\nkind: HelmChartInflationGenerator\nname: web\nchartHome: ../charts\nvaluesFile: ../data/v.yaml\n',
      'plugins/dir/kustomization.yaml': 'resources: [patch.yaml, replace.yaml]',
      'plugins/dir/patch.yaml':
        'kind: PatchTransformer\npath: ../data/patch.yaml\npaths: [../data/merge.yaml]\n',
      'plugins/dir/replace.yaml':
        'kind: ReplacementTransformer\nreplacements: [{ path: ../data/r.yaml }]\n',
      'data/a.txt': '',
      'data/b.env': '',
      'data/v.yaml': '',
      'data/patch.yaml': '',
      'data/merge.yaml': '',
      'data/r.yaml': '',
      'charts/web/Chart.yaml': 'dependencies: [{ repository: file://../lib }]',
      'charts/lib/Chart.yaml': '',
    };
    expect(inputs(files, 'o')).toEqual({
      paths: [
        'charts/lib',
        'charts/web',
        'data/a.txt',
        'data/b.env',
        'data/merge.yaml',
        'data/patch.yaml',
        'data/r.yaml',
        'data/v.yaml',
        'o',
        'plugins/dir',
        'plugins/dir/patch.yaml',
        'plugins/dir/replace.yaml',
        'plugins/maps.yaml',
      ],
      notes: [],
    });
  });

  it('takes the charts that lie beside a kustomization, and notes those from elsewhere', () => {
    const files = {
      'o/kustomization.yaml':
        'helmGlobals: { chartHome: ../charts }\nhelmCharts: [{ name: web }, { name: redis, version: 1.0.0, repo: "https://robin:secret@charts.test/x?key=1" }]',
      'charts/web/Chart.yaml': '',
    };
    expect(inputs(files, 'o')).toEqual({
      paths: ['charts/web', 'o'],
      notes: ['https://charts.test/x is in another repository'],
    });
  });

  it('follows the local charts that a Helm chart depends on', () => {
    const files = {
      'charts/a/Chart.yaml':
        'dependencies: [{ name: b, repository: "file://../b" }, { name: c, repository: "https://x.test" }]',
      'charts/b/Chart.yaml': 'name: b',
    };
    expect(inputs(files, 'charts/a').paths).toEqual(['charts/a', 'charts/b']);
  });

  it('follows those that a chart of the first version requires', () => {
    const files = {
      'charts/a/Chart.yaml': 'name: a',
      'charts/a/requirements.yaml':
        'dependencies: [{ name: b, repository: "file://../b" }]',
      'charts/b/Chart.yaml':
        'dependencies: [{ name: c, repository: "file://../c" }]',
      'charts/c/Chart.yaml': '',
    };
    expect(named(files, 'charts/a')).toEqual({
      'charts/a': null,
      'charts/b': 'charts/a/requirements.yaml',
      'charts/c': 'charts/b/Chart.yaml',
    });
  });

  it('follows what Jsonnet imports', () => {
    const files = {
      'app/main.jsonnet':
        "local a = import '../lib/a.libsonnet';\n(importstr \"gone.txt\") + import 'k.libsonnet'",
      'lib/a.libsonnet': "import 'b.libsonnet'",
      'lib/b.libsonnet': '',
      'vendor/k.libsonnet': '',
    };
    expect(named(files, { path: 'app', inputs: ['vendor'] })).toEqual({
      app: null,
      vendor: null,
      'lib/a.libsonnet': 'app/main.jsonnet',
      'lib/b.libsonnet': 'lib/a.libsonnet',
    });
  });

  it('takes what the application names itself, there or not', () => {
    const files = {
      'charts/web/Chart.yaml': '',
      'values/a/one.yaml': '',
      'values/b/deep/two.yaml': '',
      'values/b/deep/two.json': '',
      'values/[odd].yaml': '',
    };
    const reads = {
      path: 'charts/web',
      inputs: [
        'charts/web/../../values/gone.yaml',
        'charts/web/values.yaml',
        'values/**/t*.yaml',
        'values/[odd].yaml',
        'values/[xy].yaml',
        'charts/web/../../../x',
        'https://x.test/values.yaml',
      ],
    };
    expect(inputs(files, reads)).toEqual({
      paths: [
        'charts/web',
        'values/[odd].yaml',
        'values/b/deep/two.yaml',
        'values/gone.yaml',
      ],
      notes: [
        'Nothing is like values/[xy].yaml now',
        'charts/web/../../../x leads outside the repository',
        'https://x.test/values.yaml is in another repository',
      ],
    });
    expect(inputs(files, { ...reads, path: '', pathless: true }).paths).toEqual(
      [
        'charts/web/values.yaml',
        'values/[odd].yaml',
        'values/b/deep/two.yaml',
        'values/gone.yaml',
      ],
    );
  });

  it('follows kustomizations below a path without one, where an engine makes one of them', () => {
    const files = {
      'cluster/web/kustomization.yaml': 'resources: [../../base]',
      'cluster/web/more/kustomization.yaml': 'resources: [../../../other]',
      'base/kustomization.yaml': '',
      'other/kustomization.yaml': '',
    };
    expect(inputs(files, { path: 'cluster', nested: true }).paths).toEqual([
      'base',
      'cluster',
    ]);
    expect(inputs(files, 'cluster').paths).toEqual(['cluster']);
  });

  it('ends in a circle, and says so', () => {
    const files = {
      'a/kustomization.yaml': 'resources: [../b]',
      'b/kustomization.yaml': 'resources: [../a, ., ../c]',
      'c/kustomization.yaml': '',
      'd/kustomization.yaml': 'resources: [../c, ../e]',
      'e/kustomization.yaml': 'resources: [../c]',
    };
    expect(inputs(files, 'a')).toEqual({
      paths: ['a', 'b', 'c'],
      notes: [
        'b/kustomization.yaml leads back to a',
        'b/kustomization.yaml leads back to b',
      ],
    });
    expect(inputs(files, 'd').notes).toEqual([]);
  });

  it('notes what is elsewhere, and never leaves the repository', () => {
    const files = {
      'a/kustomization.yaml':
        'resources: [../../etc, /etc, "https://robin:secret@x.test/y.yaml", "github.com/o/r//p?ref=v1&sshkey=secret", ../missing]',
    };
    expect(inputs(files, 'a')).toEqual({
      paths: ['a', 'missing'],
      notes: [
        '../../etc leads outside the repository',
        '/etc leads outside the repository',
        'https://x.test/y.yaml is in another repository',
        'github.com/o/r//p at v1 is in another repository',
        'missing, which a/kustomization.yaml names, does not exist',
      ],
    });
  });

  it('takes what links in a directory lead to, as what they stand for is rendered', () => {
    const files = {
      'chart/Chart.yaml': '',
      'chart/files/shared.yaml': '-> ../../common/shared.yaml',
      'chart/all': '-> ../..',
      'chart/loop': '-> ..',
      'common/shared.yaml': '',
    };
    expect(named(files, 'chart')).toEqual({
      chart: null,
      'common/shared.yaml': 'chart/files/shared.yaml',
    });
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

  it('leaves out, and notes, what no database takes for a path', () => {
    const long = `${'x'.repeat(900)}.yaml`;
    const { paths, notes } = inputs(
      { 'a/kustomization.yaml': `resources: ["${long}", "\\uD800.yaml"]` },
      'a',
    );
    expect(paths).toEqual(['a']);
    expect(notes.filter(note => note.includes(' is too long, '))).toHaveLength(
      2,
    );
  });

  it('is bounded', () => {
    const names = Array.from(
      { length: 2000 },
      (_, index) => `../f${index}.yaml`,
    );
    const { paths, notes } = inputs(
      { 'a/kustomization.yaml': `resources: [${names.join()}]` },
      'a',
    );
    expect(paths).toHaveLength(500);
    expect(notes).toContain('More than 500 inputs; the rest is left out');
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
