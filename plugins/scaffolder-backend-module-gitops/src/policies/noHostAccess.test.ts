import { everyKind, violations } from '../__testUtils__/violations';
import { noHostAccess } from './noHostAccess';

describe('noHostAccess', () => {
  it.each(
    everyKind(
      'hostNetwork: false\nvolumes: [{ name: a, emptyDir: {} }]\ncontainers: [{ name: b, ports: [{ containerPort: 1, hostPort: 0 }] }]',
    ),
  )('has nothing against a %s that keeps to itself', (_, __, manifest) => {
    expect(violations(noHostAccess, manifest)).toEqual([]);
  });

  it.each(
    everyKind(
      'hostNetwork: true\nhostPID: true\nhostIPC: yes\nvolumes: [{ name: a }, { name: b, hostPath: { path: / } }]\ncontainers: [{ name: b, ports: [{ hostPort: 80 }] }]',
    ),
  )('refuses a %s that reaches into its node', (_, pod, manifest) => {
    expect(violations(noHostAccess, manifest)).toEqual(
      [
        'hostNetwork',
        'hostPID',
        'hostIPC',
        'volumes.1.hostPath',
        'containers.0.ports.0.hostPort',
      ].map(path => `${pod}.${path}`),
    );
  });

  it.each(
    everyKind(
      'securityContext: { windowsOptions: { hostProcess: true } }\ncontainers: [{ name: a, securityContext: { windowsOptions: { hostProcess: true } } }, { name: b, securityContext: { windowsOptions: { hostProcess: false } } }]',
    ),
  )('refuses a %s that is a process of its node', (_, pod, manifest) => {
    const field = 'securityContext.windowsOptions.hostProcess';
    expect(violations(noHostAccess, manifest)).toEqual([
      `${pod}.${field}`,
      `${pod}.containers.0.${field}`,
    ]);
  });

  it('refuses a volume that is a directory of a node', () => {
    expect(
      violations(
        noHostAccess,
        'kind: PersistentVolume\nspec: { hostPath: { path: / } }\n',
      ),
    ).toEqual(['spec.hostPath']);
  });
});
