import { createMockDirectory } from '@backstage/backend-test-utils';
import { deployment, LINES } from '../__testUtils__/manifests';
import { createKustomize } from '../kustomize/createKustomize';
import { describeFinding } from './finding';
import { validate } from './validate';

const kustomize = createKustomize();
const BASE = { 'base/kustomization.yaml': 'resources: [web.yaml]\n' };
const OVERLAY = 'overlays/staging/kustomization.yaml';

/** Where in the source it is that something in a rendered manifest is wrong. */
describe('validate, of overlays', () => {
  const directory = createMockDirectory();

  async function findings(files: Record<string, string>) {
    directory.setContent(files);
    const report = await validate({
      workspace: directory.path,
      paths: ['overlays'],
      kustomize,
    });
    return report.findings.map(describeFinding);
  }

  it('finds nothing where the overlay sets right what the base leaves open', async () => {
    expect(
      await findings({
        ...BASE,
        'base/web.yaml': deployment({ image: 'web' }),
        [OVERLAY]:
          'resources: [../../base]\nimages:\n  - name: web\n    newTag: 1.4.2\n',
      }),
    ).toEqual([]);
  });

  it('names the line of the base, once for all overlays', async () => {
    const overlay = 'namePrefix: shop-\nresources: [../../base]\n';
    expect(
      await findings({
        ...BASE,
        'base/web.yaml': `apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: web }\n---\n${deployment(
          { image: 'web' },
        )}`,
        [OVERLAY]: overlay,
        'overlays/production/kustomization.yaml': overlay,
      }),
    ).toEqual([
      expect.stringContaining(`base/web.yaml:${LINES.image + 4} no-latest`),
    ]);
  });

  it('names the entry of images that set the tag', async () => {
    expect(
      await findings({
        ...BASE,
        'base/web.yaml': deployment({ image: 'web:1.0' }),
        [OVERLAY]:
          'resources: [../../base]\nimages:\n  - name: web\n    newName: other\n    newTag: latest\n',
      }),
    ).toEqual([expect.stringContaining(`${OVERLAY}:5 no-latest`)]);
  });

  const web =
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\n';
  const patch = `${web}spec:
  template:
    spec:
      containers:
        - name: web
          image: web:latest
`;

  it.each([
    [
      'a file',
      'patches: [{ path: patch.yaml }]\n',
      { 'patch.yaml': patch },
      'patch.yaml:9',
    ],
    [
      'a file with a target',
      'patches: [{ path: patch.yaml, target: { kind: Deployment } }]\n',
      { 'patch.yaml': patch.replace('name: web }', 'name: any }') },
      'patch.yaml:9',
    ],
    [
      'a strategic merge of the old kind',
      'patchesStrategicMerge: [patch.yaml]\n',
      { 'patch.yaml': patch },
      'patch.yaml:9',
    ],
    [
      'the kustomization itself',
      `patches:\n  - patch: |-\n      ${patch
        .trim()
        .replaceAll('\n', '\n      ')}\n`,
      {},
      'kustomization.yaml:12',
    ],
    [
      'a JSON patch',
      'patches: [{ path: patch.yaml, target: { kind: Deployment, name: web } }]\n',
      {
        'patch.yaml':
          '- op: replace\n  path: /spec/replicas\n  value: 2\n- op: replace\n  path: /spec/template/spec/containers/0/image\n  value: web:latest\n',
      },
      'patch.yaml:4',
    ],
    [
      'a JSON patch that adds to a list',
      'patches: [{ path: patch.yaml, target: { kind: Deployment, name: web } }]\n',
      {
        'patch.yaml':
          '- op: add\n  path: /spec/template/spec/containers/-\n  value: { name: log, image: "log:1", securityContext: { allowPrivilegeEscalation: false }, resources: { limits: { cpu: 1, memory: 1Gi } } }\n- op: add\n  path: /spec/template/spec/containers/-\n  value:\n    name: proxy\n    securityContext: { allowPrivilegeEscalation: false }\n    resources: { limits: { cpu: 1, memory: 1Gi } }\n    image: proxy:latest\n',
      },
      'patch.yaml:10',
    ],
    [
      'a JSON patch of the old kind',
      'patchesJson6902: [{ path: patch.yaml, target: { version: v1, group: apps, kind: Deployment, name: web } }]\n',
      {
        'patch.yaml':
          '- op: replace\n  path: /spec/template/spec/containers/0\n  value:\n    name: web\n    securityContext: { allowPrivilegeEscalation: false }\n    resources: { limits: { cpu: 1, memory: 1Gi } }\n    image: web:latest\n',
      },
      'patch.yaml:7',
    ],
  ])('names the patch: %s', async (_, kustomization, files, place) => {
    expect(
      await findings({
        ...BASE,
        'base/web.yaml': deployment(),
        [OVERLAY]: `resources: [../../base]\n${kustomization}`,
        ...Object.fromEntries(
          Object.entries(files).map(([name, text]) => [
            `overlays/staging/${name}`,
            text,
          ]),
        ),
      }),
    ).toEqual([expect.stringContaining(`overlays/staging/${place} no-latest`)]);
  });

  it('names the base where a patch does not say what is missing', async () => {
    expect(
      await findings({
        ...BASE,
        'base/web.yaml': deployment({ resources: '{}' }),
        [OVERLAY]: 'resources: [../../base]\npatches: [{ path: patch.yaml }]\n',
        'overlays/staging/patch.yaml': patch.replace(':latest', ':1.0'),
      }),
    ).toEqual([
      expect.stringContaining(`base/web.yaml:${LINES.resources} limits`),
    ]);
  });

  it('tells objects apart whose names begin alike', async () => {
    expect(
      await findings({
        ...BASE,
        'base/web.yaml': `${deployment()}---\n${deployment({
          name: 'web-admin',
          image: 'admin',
        })}`,
        [OVERLAY]: 'nameSuffix: -v2\nresources: [../../base]\n',
      }),
    ).toEqual([
      expect.stringContaining(
        `base/web.yaml:${LINES.more + LINES.image + 1} no-latest`,
      ),
    ]);
  });

  it('names the generator of a secret', async () => {
    expect(
      await findings({
        [OVERLAY]:
          'secretGenerator:\n  - name: token\n    literals: [a=hunter2]\n',
      }),
    ).toEqual([expect.stringContaining(`${OVERLAY}:2 no-plain-secrets`)]);
  });

  it('passes on what kustomize complains about, without the place on disk', async () => {
    const [finding, ...more] = await findings({
      [OVERLAY]: 'patches: [{ path: gone.yaml }]\n',
    });
    expect(more).toEqual([]);
    expect(finding).toMatch(`${OVERLAY}:1 kustomize: `);
    expect(finding).toMatch('gone.yaml');
    expect(finding).not.toContain(directory.path);
  });

  it('reads no file outside of the kustomization', async () => {
    const [finding] = await findings({
      'notes.txt': 'hunter2',
      [OVERLAY]:
        'configMapGenerator: [{ name: a, files: [../../notes.txt] }]\n',
    });
    expect(finding).toMatch(/kustomize: .*security/);
  });

  it.each([
    ['resources:\n  - https://example.com/web.yaml\n', ':2', 'network'],
    ['resources:\n  - github.com/example/web\n', ':2', 'there is no'],
    ['resources: [.]\ncrds: ["https://example.com/a"]\n', ':2', 'network'],
    ['resources:\n  - ../../../other\n', ':2', 'out of the workspace'],
    ['resources: all\n', ':1', 'array'],
    ['resource: [a.yaml]\n', ':1', 'no field "resource"'],
    ['- a\n', ':1', 'map'],
  ])('refuses the kustomization %j', async (text, line, words) => {
    const found = await findings({ [OVERLAY]: text });
    expect(found).toContainEqual(
      expect.stringContaining(`${OVERLAY}${line} kustomization: `),
    );
    expect(found.join()).toContain(words);
  });
});
