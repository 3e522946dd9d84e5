import {
  projectRecordedRelease,
  recordedRelease,
  helmOptions,
} from '../__testUtils__/helm';
import { recordedKustomization, recording } from '../__testUtils__/recordings';
import { projectHelmRelease } from './projectHelmRelease';
import { projectKustomization } from './projectKustomization';
import { FindSource, FluxSource, parseSource } from './source';

function source(name: string): FluxSource {
  const parsed = parseSource(recording(`sources/${name}`));
  if (!parsed) throw new Error(`${name} is no source`);
  return parsed;
}

/** A Kustomization whose manifests come from there. */
function fromSource(kind: string, findSource: FindSource) {
  const { kustomization } = recordedKustomization(
    'kustomization/ready-minimal',
  );
  const { metadata, spec, status } = kustomization;
  return projectKustomization(
    {
      metadata,
      spec: { ...spec, sourceRef: { kind, name: 'shop', namespace: 'shared' } },
      status,
    },
    findSource,
    { cluster: 'edge' },
  );
}

const sha = 'd7c23f13aba6135090bd887f35c62feb0146cd15';
const KINDS: Array<[string, string, object, string]> = [
  [
    'GitRepository',
    'git-repository',
    {
      type: 'git',
      repoUrl: 'https://git.example.com/acme/shop.git',
      targetRevision: 'main',
    },
    sha,
  ],
  [
    'OCIRepository',
    'oci-repository',
    {
      type: 'oci',
      repoUrl: 'oci://registry.example.com/acme/shop',
      targetRevision: '1.4.0',
    },
    `sha256:${'9f'.repeat(32)}`,
  ],
  [
    'Bucket',
    'bucket',
    { type: 'bucket', repoUrl: 'minio.example.com/acme-shop' },
    `sha256:${'7c'.repeat(32)}`,
  ],
  // Where whoever makes it takes it from Flux does not tell.
  [
    'ExternalArtifact',
    'external-artifact',
    { type: 'unknown', repoUrl: '' },
    `sha256:${'5d'.repeat(32)}`,
  ],
];

describe('the source of a Kustomization', () => {
  it.each(KINDS)('may be of kind %s', (kind, name, told, revision) => {
    const fetched = fromSource(kind, () => source(`${name}-ready`));
    expect(fetched.sources).toEqual([expect.objectContaining(told)]);
    expect(fetched.sync).toMatchObject({
      status: 'OutOfSync',
      desiredRevisions: [revision],
    });
    const failed = source(`${name}-failed`);
    const ready = failed.status?.conditions?.find(
      ({ type }) => type === 'Ready',
    );
    // What it fetched before it has still.
    expect(fromSource(kind, () => failed).sync).toMatchObject({
      status: 'Unknown',
      comparisonFailed: `Flux cannot fetch its ${kind} shared/shop: ${ready?.message}`,
      desiredRevisions: [revision],
    });
  });

  it('is said to be suspended, and not what it failed to do before', () => {
    const failed = source('git-repository-failed');
    const suspended = { ...failed, spec: { ...failed.spec, suspend: true } };
    expect(fromSource('GitRepository', () => suspended)).toMatchObject({
      sync: { status: 'OutOfSync', comparisonFailed: undefined },
      conditions: [
        {
          type: 'SourceSuspended',
          message:
            'Its GitRepository shared/shop is suspended: Flux fetches nothing new from there',
        },
      ],
    });
  });

  it('may not be there, or not be named', () => {
    expect(fromSource('Bucket', () => 'missing').sync.comparisonFailed).toBe(
      'Its Bucket shared/shop does not exist',
    );
    const { kustomization } = recordedKustomization(
      'kustomization/ready-minimal',
    );
    Object.assign(kustomization.spec ?? {}, { sourceRef: null });
    expect(
      projectKustomization(kustomization, () => 'missing', {
        cluster: 'edge',
      }).sync.comparisonFailed,
    ).toBe('It names no source');
  });
});

describe('the sources of a HelmRelease', () => {
  const { release } = recordedRelease('upgraded');
  const project = (chart: FluxSource, repository: FluxSource | 'missing') =>
    projectHelmRelease(
      release,
      ({ kind }) => (kind === 'HelmChart' ? chart : repository),
      helmOptions,
    ).sync;

  it('are its chart and the repository behind that', () => {
    const chart = source('helm-chart-ready');
    expect(project(chart, source('helm-repository-ready'))).toMatchObject({
      status: 'Synced',
      desiredRevisions: ['1.1.0'],
    });
    expect(project(chart, source('helm-repository-failed'))).toMatchObject({
      status: 'Unknown',
      comparisonFailed: expect.stringMatching(
        /^Flux cannot fetch its HelmRepository fx-helm\/acme-charts: failed to fetch Helm repository index/,
      ),
    });
    expect(project(chart, 'missing').comparisonFailed).toBe(
      'Its HelmRepository fx-helm/acme-charts does not exist',
    );
    expect(
      project(source('helm-chart-failed'), source('helm-repository-ready'))
        .comparisonFailed,
    ).toMatch(/^Flux cannot fetch its HelmChart .*no 'storefront' chart with/);
  });

  it('have been released from as an older Flux tells it', () => {
    const { sync } = projectRecordedRelease('upgraded', ({ status }) =>
      Object.assign(status ?? {}, {
        history: undefined,
        lastAppliedRevision: '1.1.0',
      }),
    );
    expect(sync.deployedRevisions).toEqual(['1.1.0']);
  });
});
