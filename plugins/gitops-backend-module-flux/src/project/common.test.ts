import { projectRecordedRelease } from '../__testUtils__/helm';
import { recordedKustomization } from '../__testUtils__/recordings';
import { Kustomization, parseKustomization } from './kustomization';
import { projectKustomization } from './projectKustomization';

function project(
  name: string,
  change: (kustomization: Kustomization) => void = () => {},
) {
  const { kustomization, findSource } = recordedKustomization(
    `kustomization/${name}`,
  );
  change(kustomization);
  return projectKustomization(kustomization, findSource, { cluster: 'edge' });
}

describe('what has to be ready before', () => {
  it('are others of the same kind, in its own namespace where none is named', () => {
    expect(project('dependency-not-found').dependsOn).toEqual([
      {
        kind: 'Kustomization',
        namespace: 'flux-system',
        name: 'infrastructure',
      },
    ]);
    expect(projectRecordedRelease('dependency-not-found').dependsOn).toEqual([
      { kind: 'HelmRelease', namespace: 'fx-helm', name: 'database' },
    ]);
    expect(
      project('ready-minimal', ({ spec }) =>
        Object.assign(spec ?? {}, {
          dependsOn: [{ name: 'crds', namespace: 'platform' }],
        }),
      ).dependsOn,
    ).toEqual([{ kind: 'Kustomization', namespace: 'platform', name: 'crds' }]);
    expect(project('ready-minimal').dependsOn).toEqual([]);
  });

  it('does not take the rest along where it cannot be read', () => {
    const { kustomization } = recordedKustomization(
      'kustomization/ready-minimal',
    );
    const read = parseKustomization({
      ...kustomization,
      spec: { ...kustomization.spec, dependsOn: [{ nam: 'x' }] },
    });
    expect(read?.spec).toEqual({ ...kustomization.spec, dependsOn: [] });
  });
});

describe('the parent', () => {
  const labels = (group: string, namespace: string, name: string) => ({
    [`${group}.toolkit.fluxcd.io/name`]: name,
    [`${group}.toolkit.fluxcd.io/namespace`]: namespace,
  });
  const applied = { kind: 'Kustomization', namespace: 'a', name: 'apps' };
  const released = { kind: 'HelmRelease', namespace: 'b', name: 'platform' };

  it.each([
    [labels('kustomize', 'a', 'apps'), applied],
    [labels('helm', 'b', 'platform'), released],
  ])('is what applied it: %j', (found, parent) => {
    const change = (object: Pick<Kustomization, 'metadata'>) => {
      object.metadata.labels = found;
    };
    expect(project('ready-minimal', change).parent).toEqual(parent);
    expect(projectRecordedRelease('upgraded', change).parent).toEqual(parent);
  });

  it('is another object, and not one of the same name alone', () => {
    const itself = project('ready-minimal');
    const { namespace, name } = itself;
    const change = (object: Pick<Kustomization, 'metadata'>) => {
      object.metadata.labels = labels('kustomize', namespace, name);
    };
    expect(itself.parent).toBeUndefined();
    expect(project('ready-minimal', change).parent).toBeUndefined();
    expect(projectRecordedRelease('upgraded', change).parent).toEqual({
      kind: 'Kustomization',
      namespace,
      name,
    });
  });
});
