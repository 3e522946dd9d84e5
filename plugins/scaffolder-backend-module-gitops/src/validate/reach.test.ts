import { mkdir, symlink } from 'node:fs/promises';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { createKustomize } from '../kustomize/createKustomize';
import { describeFinding } from './finding';
import { validate } from './validate';

const kustomize = createKustomize();

/** What a kustomization may not reach, in whatever way it is written. */
describe('validate, of kustomizations that reach out', () => {
  const directory = createMockDirectory();
  const requests: string[] = [];
  // kustomize goes to addresses of its own machine without a proxy.
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    response.end('canary');
  });
  let url: string;

  beforeAll(async () => {
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    // A TCP server's address is always this.
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/a`;
  });
  afterAll(() => new Promise(resolve => server.close(resolve)));
  beforeEach(() => {
    requests.splice(0);
    directory.clear();
  });

  async function findings(files: Record<string, string>) {
    directory.addContent(files);
    const report = await validate({
      workspace: directory.resolve('workspace'),
      paths: ['overlay'],
      kustomize,
    });
    return report.findings.map(describeFinding);
  }

  const plugin = (rest: string) =>
    `apiVersion: builtin\nkind: ConfigMapGenerator\nmetadata: { name: a }\nname: a\n${rest}\n`;
  const generator = (field: string, file: string) =>
    `configMapGenerator: [{ name: a, ${field}: [${file}] }]\n`;

  it.each<[string, (address: string) => Record<string, string>]>([
    ['a file', at => ({ '': generator('files', `"b=${at}"`) })],
    ['a file with a key', at => ({ '': generator('files', `"b c=${at}"`) })],
    ['a key with a line', at => ({ '': generator('files', `"b\\nc=${at}"`) })],
    ['a field in capitals', at => ({ '': generator('Files', `"b=${at}"`) })],
    ['a field with ſ', at => ({ '': generator('fileſ', `"b=${at}"`) })],
    ['an environment', at => ({ '': generator('envs', `"${at}"`) })],
    [
      'bytes',
      at => ({
        '': generator('files', `!!binary ${btoa(`b=${at}`)}`),
      }),
    ],
    ['a patch', at => ({ '': `patches: [{ path: "${at}" }]\n` })],
    [
      'a generator',
      at => ({
        '': 'generators: [generator.yaml]\n',
        '/generator.yaml': plugin(`files: ["b=${at}"]`),
      }),
    ],
    [
      'a generator as text',
      at => ({
        '': `generators:\n  - |\n    ${plugin(`files: ["b=${at}"]`).replaceAll(
          '\n',
          '\n    ',
        )}\n`,
      }),
    ],
    [
      'a second generator as text',
      at => ({
        '': `generators:\n  - |\n    ${plugin(
          `literals: [a=b]\n---\n${plugin(
            `files: [!!binary ${btoa(`b=${at}`)}]`,
          )}`,
        ).replaceAll('\n', '\n    ')}\n`,
      }),
    ],
    [
      'a generator in a directory',
      at => ({
        '': 'generators: [generators]\n',
        '/generators/kustomization.yaml': `resources: [generator.yaml]\npatches:\n  - target: { kind: ConfigMapGenerator }\n    patch: |-\n      - op: add\n        path: /files\n        value: ["b=${at}"]\n`,
        '/generators/generator.yaml': plugin('literals: [b=c]'),
      }),
    ],
    [
      'a transformer',
      at => ({
        '': 'transformers: [patch.yaml]\n',
        '/patch.yaml': `apiVersion: builtin\nkind: PatchTransformer\nmetadata: { name: a }\npath: "${at}"\n`,
      }),
    ],
  ])('fetches nothing for %s', async (_, written) => {
    const files = Object.entries(written(url)).map(([path, text]) => [
      `workspace/overlay${path || '/kustomization.yaml'}`,
      text,
    ]);
    const found = await findings(Object.fromEntries(files));
    expect(requests).toEqual([]);
    expect(found).toEqual([
      expect.stringMatching(
        /^overlay\/kustomization.yaml:\d+ (kustomization|yaml): /,
      ),
    ]);
  });

  it.each([
    'resources: ["../../other"]',
    'resources: ["x\\n/../../../other"]',
    'components: ["x\\n/../../../other"]',
    'transformers: ["x\\n/../../../other"]',
    `transformers: ["{ apiVersion: a, kind: b } #/../../../other"]`,
  ])('does not go out of the workspace with %s', async text => {
    expect(
      await findings({
        'other/kustomization.yaml':
          'configMapGenerator: [{ name: a, literals: [canary=b] }]\n',
        'workspace/overlay/kustomization.yaml': `${text}\n`,
      }),
    ).toEqual([expect.stringContaining('leads out of the workspace')]);
  });

  it('does not go out of the workspace from where a link has led', async () => {
    directory.setContent({
      'other/kustomization.yaml':
        'configMapGenerator: [{ name: a, literals: [canary=b] }]\n',
      'workspace/base/kustomization.yaml': 'resources: ["../../other"]\n',
      // Where that would lead if the link were a directory.
      'workspace/overlay/deep/other/kustomization.yaml': 'namePrefix: a-\n',
      'workspace/overlay/kustomization.yaml': 'resources: [deep/er/link]\n',
    });
    await mkdir(directory.resolve('workspace/overlay/deep/er'));
    await symlink(
      directory.resolve('workspace/base'),
      directory.resolve('workspace/overlay/deep/er/link'),
    );
    expect(await findings({})).toEqual([
      expect.stringMatching(/^base\/kustomization.yaml:1 .*out of the work/),
    ]);
  });

  it.each(['web.yaml/x', `${'x'.repeat(300)}`, '\\0'])(
    'says so where there cannot be a "%s"',
    async name => {
      expect(
        await findings({
          'workspace/overlay/web.yaml': 'a: 1\n',
          'workspace/overlay/kustomization.yaml': `resources: ["${name}"]\n`,
        }),
      ).toEqual([expect.stringMatching(/kustomization.yaml:1 .*there is no/)]);
    },
  );

  it('takes plugins that stay where they are', async () => {
    const labels =
      'apiVersion: builtin\nkind: LabelTransformer\nmetadata: { name: b }\nlabels: { team: https }\nfieldSpecs: [{ path: metadata/labels, create: true }]\n';
    expect(
      await findings({
        'workspace/overlay/kustomization.yaml': `generators: [generator.yaml]\ntransformers:\n  - |\n    ${labels.replaceAll(
          '\n',
          '\n    ',
        )}\n`,
        'workspace/overlay/generator.yaml': plugin(
          'literals: ["a=https://example.com"]',
        ),
      }),
    ).toEqual([]);
  });

  it('takes a kustomization as one document', async () => {
    expect(
      await findings({
        'workspace/overlay/kustomization.yaml':
          'namePrefix: a-\n---\nnamePrefix: b-\n',
      }),
    ).toEqual([expect.stringContaining('has to be one document')]);
  });
});
