import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import fc from 'fast-check';
import { bindable } from '../__testUtils__/bindable';
import { integrations } from '../__testUtils__/hosts';
import { BindableApplication } from './BindableApplication';
import { readBindingRules, ruledEntity } from './bindingRules';

function rulesOf(...rules: JsonObject[]) {
  return readBindingRules(new ConfigReader({ gitops: { binding: { rules } } }));
}

function entityOf(
  match: JsonObject,
  application: Partial<BindableApplication>,
  entityRef = 'component:default/web',
) {
  const [rule] = rulesOf({ match, entityRef });
  return ruledEntity(rule, bindable(application), integrations);
}

function git(repoUrl: string, path?: string): Partial<BindableApplication> {
  return { sources: [{ type: 'git', repoUrl, path }] };
}

const FLEET = 'https://github.com/shop/fleet.git';

describe('ruledEntity', () => {
  it.each<[JsonObject, Partial<BindableApplication>, boolean]>([
    [{ project: 'shop' }, { project: 'shop' }, true],
    [{ project: 'shop-*' }, { project: 'shop-eu' }, true],
    [{ project: 'shop' }, { project: 'tools' }, false],
    [{ project: 'shop' }, {}, false],
    [{ namespace: 'shop' }, { destination: { namespace: 'shop' } }, true],
    [{ namespace: 'shop' }, { namespace: 'shop' }, true],
    [{ namespace: 'argocd' }, { destination: { namespace: 'shop' } }, false],
    [{ cluster: 'prod-*' }, { destination: { cluster: 'prod-1' } }, true],
    [{ instance: 'main' }, {}, true],
    [{ instance: 'edge' }, {}, false],
    [{ engine: 'argocd', instance: 'main' }, {}, true],
    [{ engine: 'flux', instance: 'main' }, {}, false],
    [{ engine: 'external' }, {}, false],
    [{ project: 'shop' }, { engine: 'external', project: 'shop' }, false],
    [{ instance: 'main' }, { engine: 'external' }, false],
    [{ labels: { app: 'web' } }, { engine: 'external' }, false],
    [{ repository: FLEET }, { engine: 'external', ...git(FLEET) }, false],
    [{ engine: 'external', instance: 'main' }, { engine: 'external' }, true],
    [{ engine: 'external', instance: 'x' }, { engine: 'external' }, false],
    [{ labels: { app: 'web' } }, {}, true],
    [{ labels: { app: 'web', tier: '*' } }, {}, false],
    [{ labels: { constructor: '*' } }, {}, false],
    [{ repository: 'https://github.com/shop/fleet' }, git(FLEET), true],
    [{ repository: FLEET }, git('git@github.com:shop/fleet'), true],
    [{ repository: 'github.com/shop/*' }, git(FLEET), true],
    [{ repository: 'github.com/shop' }, git(FLEET), false],
    [{ repository: 'github.com/*' }, git(FLEET), false],
    [{ repository: 'github.com/shop/fl' }, git(FLEET), false],
    [{ repository: FLEET }, git('https://example.com/shop/fleet'), false],
    [{ repository: FLEET }, git('not a url'), false],
    [{ repository: FLEET }, {}, false],
    [
      { repository: FLEET, path: 'apps/**' },
      git(FLEET, 'apps/web/overlays/eu'),
      true,
    ],
    [
      { repository: FLEET, path: 'apps/**' },
      {
        sources: [
          { type: 'git', repoUrl: FLEET, path: 'charts' },
          { type: 'git', repoUrl: 'https://github.com/x/y', path: 'apps' },
        ],
      },
      false,
    ],
    [{ project: 'shop', labels: { app: 'web' } }, { project: 'x' }, false],
  ])('%j of %j: %p', (match, application, expected) => {
    expect(entityOf(match, application)).toBe(
      expected ? 'component:default/web' : undefined,
    );
  });

  it('takes the name of the entity from a label, where that can be one', () => {
    const of = (labels: Record<string, string>) =>
      entityOf(
        { project: 'shop' },
        { project: 'shop', labels },
        'component:shop/{{ label:app.test/name }}',
      );
    expect(of({ 'app.test/name': 'Web' })).toBe('component:shop/web');
    expect(of({})).toBeUndefined();
    for (const value of [
      '',
      '../x',
      'a/b',
      'a:b',
      'a,component:x',
      '{{label:b}}',
    ]) {
      expect(of({ 'app.test/name': value })).toBeUndefined();
    }
  });

  it('never lets a label leave the kind and namespace that the rule names', () => {
    fc.assert(
      fc.property(fc.string(), value => {
        const ref = entityOf(
          { instance: '*' },
          { labels: { a: value } },
          'component:shop/x-{{label:a}}',
        );
        expect(ref ?? 'component:shop/x-').toMatch(
          /^component:shop\/x-[^:/,]*$/,
        );
      }),
    );
  });
});

describe('readBindingRules', () => {
  const entityRef = 'component:default/web';

  it('has none where none are configured', () => {
    expect(readBindingRules(new ConfigReader({}))).toEqual([]);
  });

  it.each<[string, JsonObject]>([
    ['must hold a condition', { match: {}, entityRef }],
    ['must hold a condition', { match: { labels: {} }, entityRef }],
    ['clutser', { match: { clutser: 'x' }, entityRef }],
    ['engine', { match: { engine: 'jenkins' }, entityRef }],
    ['match', { entityRef }],
    ['entityRef', { match: { project: 'x' } }],
    ['must be an entity ref', { match: { project: 'x' }, entityRef: 'a, b' }],
    [
      'must be an entity ref',
      { match: { project: 'x' }, entityRef: 'a:{{x}}' },
    ],
    ['owner', { match: { project: 'x' }, entityRef, owner: 'x' }],
  ])('refuses with %p: %j', (words, rule) => {
    expect(() => rulesOf(rule)).toThrow(/^gitops.binding.rules is not right: /);
    expect(() => rulesOf(rule)).toThrow(words);
  });
});
