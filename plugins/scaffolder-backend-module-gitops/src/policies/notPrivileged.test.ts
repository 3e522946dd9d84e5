import { everyKind, violations } from '../__testUtils__/violations';
import { notPrivileged } from './notPrivileged';

const context = 'spec.containers.0.securityContext';
const check = (securityContext: string) =>
  violations(
    notPrivileged,
    `kind: Pod\nspec:\n  containers: [{ name: a, securityContext: ${securityContext} }]\n`,
  );

describe('notPrivileged', () => {
  it.each([
    '{ allowPrivilegeEscalation: false }',
    '{ allowPrivilegeEscalation: false, privileged: false }',
    '{ allowPrivilegeEscalation: false, capabilities: { drop: [ALL], add: [NET_BIND_SERVICE] } }',
  ])('allows %s', securityContext => {
    expect(check(securityContext)).toEqual([]);
  });

  it.each([
    ['{}', ['allowPrivilegeEscalation']],
    ['null', ['allowPrivilegeEscalation']],
    ['{ allowPrivilegeEscalation: true }', ['allowPrivilegeEscalation']],
    // What Kubernetes takes for true.
    ['{ allowPrivilegeEscalation: no }', ['allowPrivilegeEscalation']],
    ['{ allowPrivilegeEscalation: false, privileged: yes }', ['privileged']],
    ['{ privileged: true }', ['privileged', 'allowPrivilegeEscalation']],
    [
      '{ allowPrivilegeEscalation: false, capabilities: { add: [ALL, NET_ADMIN] } }',
      ['capabilities.add.0', 'capabilities.add.1'],
    ],
  ])('refuses %s', (securityContext, paths) => {
    expect(check(securityContext)).toEqual(
      paths.map(path => `${context}.${path}`),
    );
  });

  it.each(
    everyKind('initContainers: [{ name: a }]\ncontainers: [{ name: b }]'),
  )('looks at every container of a %s', (_, pod, manifest) => {
    expect(violations(notPrivileged, manifest)).toEqual([
      `${pod}.initContainers.0.securityContext.allowPrivilegeEscalation`,
      `${pod}.containers.0.securityContext.allowPrivilegeEscalation`,
    ]);
  });
});
