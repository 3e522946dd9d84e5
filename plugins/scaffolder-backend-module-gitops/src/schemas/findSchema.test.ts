import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { findSchema } from './findSchema';

const run = promisify(execFile);

const problems = (apiVersion: string, kind: string, rest: object) =>
  findSchema(
    apiVersion,
    kind,
  )?.({
    apiVersion,
    kind,
    metadata: { name: 'a' },
    ...rest,
  }).map(({ message }) => message);

const SPEC = { interval: '1m', url: 'https://git.example.com/a/b.git' };

describe('findSchema', () => {
  it.each([
    ['v1', 'Service', { spec: { ports: [{ port: 80, targetPort: 'http' }] } }],
    ['apps/v1', 'Deployment', {}],
    ['policy/v1', 'PodDisruptionBudget', { spec: { maxUnavailable: '50%' } }],
    ['networking.k8s.io/v1', 'Ingress', { spec: {} }],
    ['source.toolkit.fluxcd.io/v1', 'GitRepository', { spec: SPEC }],
    ['argoproj.io/v1alpha1', 'AppProject', { spec: {} }],
  ])('has nothing against a right %s %s', (apiVersion, kind, rest) => {
    expect(problems(apiVersion, kind, rest)).toEqual([]);
  });

  it.each([
    [
      'v1',
      'Service',
      { spec: { ports: [{ port: 'x' }] } },
      ['spec.ports.0.port must be integer'],
    ],
    [
      'v1',
      'Pod',
      {
        spec: {
          containers: [{ name: 'a', resources: { limits: { memory: '1Zb' } } }],
        },
      },
      [
        'spec.containers.0.resources.limits.memory must be number, or must match format "quantity"',
      ],
    ],
    [
      'apps/v1',
      'Deployment',
      { spec: {} },
      [
        'spec must have required property selector, and must have required property template',
      ],
    ],
    [
      'source.toolkit.fluxcd.io/v1',
      'GitRepository',
      { spec: { ...SPEC, url: 'ftp://x', branch: 'main' } },
      [
        'spec.branch is not a field that there is',
        'spec.url must match pattern "^(http|https|ssh)://.*$"',
      ],
    ],
    [
      'kustomize.toolkit.fluxcd.io/v1',
      'Kustomization',
      { spec: { interval: 'soon', prune: 'yes', sourceRef: {} } },
      expect.arrayContaining([
        'spec.prune must be boolean',
        expect.stringContaining('spec.interval must match'),
      ]),
    ],
  ])('says what is wrong in a %s %s', (apiVersion, kind, rest, words) => {
    expect(problems(apiVersion, kind, rest)).toEqual(words);
  });

  it.each([
    ['example.com/v1', 'Gadget'],
    ['apps/v9', 'Deployment'],
    ['apps/v1', 'DeploymentSpec'],
    ['apps/v1', 'Pod'],
    ['apps/v1/../../v1', 'Pod'],
    ['..', 'Pod'],
    ['../v1', 'Pod'],
    ['apps/v1', '../../package'],
    ['v1', 'constructor'],
  ])('knows nothing of %s %s', (apiVersion, kind) => {
    expect(findSchema(apiVersion, kind)).toBeUndefined();
  });

  // Jest finds modules in ways of its own.
  it('knows kinds and knows nothing of others where Node itself looks for them', async () => {
    const asked = [
      ['v1', 'Service'],
      ['argoproj.io/v1alpha1', 'Rollout'],
      ['apps/v1', 'Pod'],
    ];
    const { stdout } = await run(process.execPath, [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      '--eval',
      `const { findSchema } = require(${JSON.stringify(
        require.resolve('./findSchema'),
      )});
      console.log(JSON.stringify(${JSON.stringify(
        asked,
      )}.map(kind => typeof findSchema(...kind))));`,
    ]);
    expect(JSON.parse(stdout)).toEqual(['function', 'undefined', 'undefined']);
  });
});
