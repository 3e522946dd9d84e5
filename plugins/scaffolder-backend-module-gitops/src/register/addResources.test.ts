import { parse } from 'yaml';
import { addResources } from './addResources';

describe('addResources', () => {
  it.each([
    [
      'a list below its key',
      '# Ours\nresources:\n- a.yaml # first\n- b\nimages:\n- name: x\n',
      '# Ours\nresources:\n- a.yaml # first\n- b\n- web.yaml\nimages:\n- name: x\n',
    ],
    [
      'a list further in',
      'kind: Kustomization\nresources:\n  - a.yaml\n\n# The end\nnamespace: x\n',
      'kind: Kustomization\nresources:\n  - a.yaml\n  - web.yaml\n\n# The end\nnamespace: x\n',
    ],
    [
      'a list on one line',
      'resources: [ a.yaml ]\n',
      'resources: [ a.yaml, web.yaml ]\n',
    ],
    ['no list', 'namespace: x\n', 'namespace: x\nresources:\n  - web.yaml\n'],
    ['an empty list', 'resources: []\n', 'resources: [ web.yaml ]\n'],
    ['a list of nothing', 'resources:\n', 'resources:\n  - web.yaml\n'],
  ])('adds to %s', (_, text, expected) => {
    expect(addResources(text, ['web.yaml'])).toBe(expected);
  });

  it('leaves alone what is listed', () => {
    const text = 'resources:   [./web.yaml,   "api.yaml"]\n';
    expect(addResources(text, ['web.yaml', 'api.yaml'])).toBe(text);
  });

  it('adds to nothing at all', () => {
    expect(parse(addResources('', ['web.yaml']))).toEqual({
      resources: ['web.yaml'],
    });
  });

  it.each([
    'resources: [',
    'a: 1\na: 2\n',
    '- a\n',
    'kustomization\n',
    'resources: a.yaml\n',
    'crds: &a [a.yaml]\nresources: *a\n',
  ])('refuses %j', text => {
    expect(() => addResources(text, ['web.yaml'])).toThrow();
  });
});
