import { everyKind, violations } from '../__testUtils__/violations';
import { noLatestImage } from './noLatestImage';

const check = (image: string) =>
  violations(
    noLatestImage,
    `kind: Pod\nspec:\n  containers: [{ name: a, image: ${image} }]\n`,
  );

describe('noLatestImage', () => {
  it.each([
    'nginx:1.27',
    'registry.example.com:5000/shop/web:v1',
    `nginx@sha256:${'0a'.repeat(32)}`,
    `nginx:latest@sha256:${'0a'.repeat(32)}`,
    'nginx:latest-alpine',
  ])('allows %s', image => {
    expect(check(image)).toEqual([]);
  });

  it.each([
    'nginx',
    'nginx:latest',
    '"nginx:"',
    'registry.example.com:5000/web',
    'nginx@sha256',
    '""',
    '{}',
    '7',
  ])('refuses %s', image => {
    expect(check(image)).toEqual(['spec.containers.0.image']);
  });

  it.each(
    everyKind(
      'initContainers: [{ name: a, image: a }]\ncontainers: [{ name: b, image: b }, { name: c }]',
    ),
  )('looks at every container of a %s', (_, pod, manifest) => {
    expect(violations(noLatestImage, manifest)).toEqual([
      `${pod}.initContainers.0.image`,
      `${pod}.containers.0.image`,
      `${pod}.containers.1.image`,
    ]);
  });

  it('has nothing against what runs nothing', () => {
    expect(violations(noLatestImage, 'kind: Service\nspec: {}\n')).toEqual([]);
    expect(violations(noLatestImage, 'kind: Pod\nspec: 3\n')).toEqual([]);
  });
});
