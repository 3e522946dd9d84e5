import { createMockDirectory } from '@backstage/backend-test-utils';
import { parse } from 'yaml';
import { deployment, LINES } from '../__testUtils__/manifests';
import { createKustomize } from '../kustomize/createKustomize';
import { describeFinding } from './finding';
import { validate } from './validate';

const kustomize = createKustomize();

describe('validate', () => {
  const directory = createMockDirectory();

  async function findings(files: Record<string, string>, ...paths: string[]) {
    directory.setContent(files);
    const report = await validate({
      workspace: directory.path,
      paths: paths.length > 0 ? paths : ['.'],
      kustomize,
    });
    return { ...report, findings: report.findings.map(describeFinding) };
  }

  it('finds nothing in what is right', async () => {
    expect(await findings({ 'web.yaml': deployment() })).toEqual({
      findings: [],
      checked: 1,
      unchecked: [],
    });
  });

  const secret = 'apiVersion: v1\nkind: Secret\nmetadata: { name: key }\n';

  it.each([
    [
      'the tag latest',
      deployment({ image: 'nginx:latest' }),
      [`${LINES.image} no-latest: container "web" runs "nginx:latest"`],
    ],
    [
      'no tag',
      deployment({ image: 'registry.example.com:5000/web' }),
      [`${LINES.image} no-latest: container "web" runs "registry`],
    ],
    [
      'no limits',
      deployment({ resources: '{ requests: { cpu: 1 } }' }),
      [
        `${LINES.resources} limits: container "web" does not say limits.memory, requests.memory`,
      ],
    ],
    [
      'no resources',
      deployment().replace(/ +resources.*\n/, ''),
      [`${LINES.container} limits: container "web" does not say`],
    ],
    [
      'a privileged container',
      deployment({
        security:
          '\n            privileged: true\n            allowPrivilegeEscalation: false',
      }),
      [`${LINES.security + 1} not-privileged: container "web" is privileged`],
    ],
    [
      'privileges to be gained',
      deployment({ security: '{ allowPrivilegeEscalation: true }' }),
      [`${LINES.security} not-privileged: container "web" may gain`],
    ],
    [
      'privileges not given up',
      deployment({ security: '{ runAsNonRoot: true }' }),
      [`${LINES.security} not-privileged: container "web" may gain`],
    ],
    [
      'a capability',
      deployment({
        security:
          '\n            allowPrivilegeEscalation: false\n            capabilities:\n              drop: [ALL]\n              add:\n                - NET_BIND_SERVICE\n                - SYS_ADMIN',
      }),
      [
        `${
          LINES.security + 6
        } not-privileged: container "web" adds the capability SYS_ADMIN`,
      ],
    ],
    [
      'the network of the node',
      deployment({ pod: 'hostNetwork: true' }),
      [`${LINES.pod} no-host-access: the pod shares the network`],
    ],
    [
      'a directory of the node',
      deployment({
        pod: 'volumes:\n        - name: logs\n          hostPath: { path: /var/log }',
      }),
      [`${LINES.pod + 2} no-host-access: the volume "logs"`],
    ],
    [
      'a port of the node',
      deployment({ container: 'ports: [{ containerPort: 80, hostPort: 80 }]' }),
      [`${LINES.more} no-host-access: container "web" takes a port`],
    ],
    [
      'a plain secret',
      `${secret}data:\n  password: aHVudGVyMg==\n`,
      ['5 no-plain-secrets: the value of "password"'],
    ],
    [
      'a plain secret as text',
      `${secret}stringData:\n  password: hunter2\n`,
      ['5 no-plain-secrets: the value of "password"'],
    ],
    [
      'a wrong type',
      deployment().replace('spec:\n', 'spec:\n  replicas: two\n'),
      ['6 schema: spec.replicas must be integer'],
    ],
    [
      'an object in a list',
      `apiVersion: v1\nkind: List\nitems:\n  - ${secret
        .trim()
        .replaceAll('\n', '\n    ')}\n    data: { a: Yg== }\n`,
      ['7 no-plain-secrets: the value of "a"'],
    ],
    [
      'an object in a list that an alias stands for',
      `apiVersion: v1\nkind: List\nx: &x\n  - ${secret
        .trim()
        .replaceAll('\n', '\n    ')}\n    data: { a: Yg== }\nitems: *x\n`,
      ['7 no-plain-secrets: the value of "a"'],
    ],
    [
      'an object in a list that is merged in',
      `apiVersion: v1\nkind: List\nx: &x\n  items:\n    - ${secret
        .trim()
        .replaceAll('\n', '\n      ')}\n      data: { a: Yg== }\n<<: *x\n`,
      ['8 no-plain-secrets: the value of "a"'],
    ],
    [
      'a value that is merged in',
      `${secret}x: &x\n  data:\n    a: Yg==\n<<: [*x]\n`,
      ['6 no-plain-secrets: the value of "a"'],
    ],
    [
      'an object whose name is none',
      `${secret.replace('key', '7')}data:\n  a: Yg==\n`,
      [
        '3 schema: metadata.name must be string',
        '5 no-plain-secrets: the value of "a"',
      ],
    ],
    [
      'more aliases than anybody needs',
      `a: 1\n---\na: &a [${'b,'.repeat(20)}]\nc: &c [${'*a,'.repeat(
        20,
      )}]\nd: [${'*c,'.repeat(20)}]\n`,
      ['3 yaml: this cannot be read as YAML: an alias'],
    ],
    [
      'an alias of nothing',
      'a: *b\n',
      ['1 yaml: this cannot be read as YAML: an alias'],
    ],
    [
      'an alias of itself',
      `&a\napiVersion: v1\nkind: List\nitems: [*a]\n`,
      ['2 yaml: this cannot be read as YAML: an alias'],
    ],
    [
      'what is too long to be read',
      `a: "${'b'.repeat(4 * 1024 * 1024)}"\n`,
      ['1 yaml: this cannot be read as YAML: it has more than'],
    ],
    ['what is no YAML', 'a: [\n', ['2 yaml: this cannot be read as YAML']],
    [
      'a key twice',
      'apiVersion: v1\nkind: Secret\nkind: ConfigMap\n',
      ['3 yaml: this cannot be read as YAML'],
    ],
    [
      'an unknown field of an engine',
      'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: a }\nspec:\n  project: default\n  destination: {}\n  syncPolicys: {}\n',
      ['7 schema: spec.syncPolicys is not a field that there is'],
    ],
  ])('refuses %s, with file and line', async (_, text, expected) => {
    const report = await findings({ 'a/web.yaml': text }, 'a');
    expect(report.findings).toEqual(
      expected.map(line => expect.stringContaining(`a/web.yaml:${line}`)),
    );
  });

  it('reads JSON, too', async () => {
    const report = await findings({
      'a.json': JSON.stringify(parse(`${secret}data: { a: Yg== }\n`)),
    });
    expect(report.findings).toEqual([
      expect.stringContaining('a.json:1 no-plain-secrets'),
    ]);
  });

  it('says each thing on one line', async () => {
    const report = await findings({
      'a.yaml': deployment({ image: '"web\\nb.yaml:1 limits:latest"' }),
    });
    expect(report.findings).toEqual([expect.stringMatching(/^a.yaml.*$/)]);
  });

  it('never says the value of a secret', async () => {
    const report = await findings({
      'a.yaml': `${secret}stringData: { password: hunter2 }\n`,
    });
    expect(report.findings).toHaveLength(1);
    expect(JSON.stringify(report)).not.toContain('hunter2');
  });

  it('lets pass an encrypted secret, and an image by digest', async () => {
    const digest = `web@sha256:${'0a'.repeat(32)}`;
    const report = await findings({
      'a.yaml': `${secret}stringData: { password: "ENC[AES256_GCM,data:x]" }\n---\n${deployment(
        { image: digest },
      )}`,
    });
    expect(report.findings).toEqual([]);
  });

  it('says what it could not check', async () => {
    const report = await findings({
      'a.yaml':
        'apiVersion: example.com/v1\nkind: Gadget\nmetadata: { name: g }\n---\nhello: world\n',
    });
    expect(report).toEqual({
      findings: [],
      checked: 0,
      unchecked: [
        'a.yaml:5 is no Kubernetes object',
        'a.yaml:1 Gadget "g" of example.com/v1',
      ],
    });
  });

  it.each([['../elsewhere'], ['/etc']])('refuses the path %s', async path => {
    await expect(findings({}, path)).rejects.toThrow(/outside/);
  });
});
