import { everyKind, violations } from '../__testUtils__/violations';
import { limitsSet } from './limitsSet';

const check = (resources: string) =>
  violations(
    limitsSet,
    `kind: Pod\nspec:\n  containers: [{ name: a, resources: ${resources} }]\n`,
  );

describe('limitsSet', () => {
  it.each([
    '{ requests: { cpu: 1, memory: 1Gi }, limits: { memory: 1Gi } }',
    '{ requests: { cpu: 0.1 }, limits: { memory: 1Gi } }',
    '{ limits: { cpu: 1, memory: 1Gi } }',
  ])('allows %s', resources => {
    expect(check(resources)).toEqual([]);
  });

  it.each([
    '{}',
    'null',
    '{ limits: { cpu: 1, memory: null } }',
    '{ limits: { cpu: 1, memory: "0" } }',
    '{ requests: { cpu: 0, memory: 1Gi }, limits: { memory: 1Gi } }',
    '{ limits: { memory: 1Gi } }',
    '{ limits: { cpu: 1 }, requests: { memory: 1Gi } }',
    '{ requests: { cpu: 1, memory: 1Gi } }',
  ])('refuses %s', resources => {
    expect(check(resources)).toEqual(['spec.containers.0.resources']);
  });

  it.each(
    everyKind('initContainers: [{ name: a }]\ncontainers: [{ name: b }]'),
  )('looks at every container of a %s', (_, pod, manifest) => {
    expect(violations(limitsSet, manifest)).toEqual([
      `${pod}.initContainers.0.resources`,
      `${pod}.containers.0.resources`,
    ]);
  });
});
