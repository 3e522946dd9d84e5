import { TouchedApplication } from '@backstage-gitops/plugin-gitops-common';
import { byEnvironment } from './byEnvironment';

function touched(name: string, environment: string | null): TouchedApplication {
  return {
    applicationId: name,
    engine: 'argocd',
    instance: 'main',
    kind: 'Application',
    namespace: 'argocd',
    name,
    environment,
    entityRefs: [],
    via: [],
  };
}

describe('byEnvironment', () => {
  it('has environments in promotion order, and each application once', () => {
    const items = [
      touched('e', null),
      touched('d', 'lab'),
      touched('c', 'production'),
      touched('b', 'staging'),
      touched('a', 'production'),
    ];
    const groups = byEnvironment(items, ['dev', 'staging', 'production']);
    expect(
      groups.map(({ environment, applications }) => [
        environment,
        applications.map(({ name }) => name).join(),
      ]),
    ).toEqual([
      ['staging', 'b'],
      ['production', 'a,c'],
      ['lab', 'd'],
      [null, 'e'],
    ]);
  });
});
