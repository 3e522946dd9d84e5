import { Entity } from '@backstage/catalog-model';
import { ApplicationClaim } from '@backstage-gitops/plugin-gitops-node';
import fc from 'fast-check';
import { ConfigReader } from '@backstage/config';
import { bindable } from '../__testUtils__/bindable';
import { HOSTS } from '../__testUtils__/hosts';
import { readBindingPolicy } from './bindingPolicy';
import { bindingsOf } from './bindings';

function entity(name: string): Entity {
  return { apiVersion: 'v1', kind: 'Component', metadata: { name } };
}

/** An engine with which every entity claims the same. */
function claiming(...claims: ApplicationClaim[]) {
  return [
    { kind: 'argocd' as const, claims: () => ({ claims, problems: [] }) },
  ];
}

const WEB = 'component:default/web';

describe('bindingsOf', () => {
  it('binds what an entity claims, of that engine only', () => {
    expect(
      bindingsOf(
        [entity('web')],
        [bindable(), bindable({ id: 'id-2', engine: 'flux' })],
        claiming({ names: ['web'] }),
      ),
    ).toEqual([{ entityRef: WEB, applicationId: 'id-1', confirmed: false }]);
  });

  it('binds by labels and by project', () => {
    const label = { key: 'app', operator: 'In' as const, values: ['web', 'x'] };
    const exists = { key: 'app', operator: 'Exists' as const, values: [] };
    for (const claim of [
      { labels: [label] },
      { labels: [exists] },
      { projects: ['shop'] },
    ]) {
      expect(
        bindingsOf(
          [entity('web')],
          [
            bindable({ project: 'shop' }),
            bindable({ id: '2', name: 'y', labels: {} }),
          ],
          claiming(claim),
        ),
      ).toMatchObject([{ applicationId: 'id-1' }]);
    }
  });

  it('confirms where the application names the entity', () => {
    expect(
      bindingsOf(
        [entity('web'), entity('api')],
        [bindable({ entityRefs: ['Component:default/WEB'] })],
        claiming({ names: ['web', 'web'] }),
      ),
    ).toEqual([
      { entityRef: WEB, applicationId: 'id-1', confirmed: true },
      {
        entityRef: 'component:default/api',
        applicationId: 'id-1',
        confirmed: false,
      },
    ]);
  });

  it('binds an entity that claims nothing, or is not known yet, when the application names it', () => {
    expect(
      bindingsOf([], [bindable({ entityRefs: ['web', 'a:b:c/', ''] })], []),
    ).toEqual([{ entityRef: WEB, applicationId: 'id-1', confirmed: true }]);
  });

  it('never confirms by a claim alone, nor binds anything twice', () => {
    const name = fc.constantFrom('a', 'b', 'c');
    const claim = fc.record(
      {
        names: fc.array(name),
        projects: fc.array(name),
        instances: fc.array(name),
      },
      { requiredKeys: [] },
    );
    const applications = fc.uniqueArray(
      fc.record({
        id: fc.uuid(),
        name,
        project: name,
        instance: name,
        entityRefs: fc.array(name),
      }),
      { selector: ({ id }) => id },
    );
    fc.assert(
      fc.property(
        fc.uniqueArray(name),
        applications,
        fc.array(claim),
        (names, some, claims) => {
          const bindings = bindingsOf(
            names.map(entity),
            some.map(bindable),
            claiming(...claims),
          );
          const keys = bindings.map(b => `${b.entityRef} ${b.applicationId}`);
          expect(new Set(keys).size).toBe(keys.length);
          for (const { entityRef, applicationId, confirmed } of bindings) {
            const found = some.find(({ id }) => id === applicationId);
            const named = found?.entityRefs.some(
              ref => entityRef === `component:default/${ref}`,
            );
            expect(confirmed).toBe(named);
          }
        },
      ),
    );
  });

  describe('with what the operator allows', () => {
    const source = {
      type: 'git',
      repoUrl: 'https://github.com/shop/fleet',
      path: 'apps/web',
      targetRevision: 'main',
    } as const;
    const found = {
      ...entity('web'),
      metadata: {
        name: 'web',
        annotations: {
          'backstage.io/managed-by-location':
            'url:https://github.com/shop/fleet/blob/main/apps/web/catalog-info.yaml',
        },
      },
    };
    const bound = (
      binding: object,
      application = bindable({ project: 'shop', sources: [source] }),
    ) =>
      bindingsOf(
        [found],
        [application],
        claiming({ names: ['web'] }),
        readBindingPolicy(
          new ConfigReader({
            integrations: HOSTS,
            gitops: { binding: JSON.parse(JSON.stringify(binding)) },
          }),
        ),
      );

    it('confirms what is merely claimed, by source or rule, and not otherwise', () => {
      const binding = { entityRef: WEB, applicationId: 'id-1' };
      expect(bound({})).toEqual([{ ...binding, confirmed: false }]);
      expect(bound({ sourceLocation: true })).toEqual([
        { ...binding, confirmed: true },
      ]);
      const rule = {
        match: { project: 'shop' },
        entityRef: 'component:default/{{label:app}}',
      };
      expect(bound({ rules: [rule] })).toEqual([
        { ...binding, confirmed: true },
      ]);
    });

    it('keeps confirmed what the application names, wherever its source lies', () => {
      const named = bindable({
        entityRefs: [WEB],
        sources: [{ ...source, targetRevision: 'release' }],
      });
      expect(bound({ sourceLocation: true }, named)).toEqual([
        { entityRef: WEB, applicationId: 'id-1', confirmed: true },
      ]);
    });

    it('binds one application to as many entities as rules name', () => {
      const rules = ['component:web', 'group:shop'].map(entityRef => ({
        match: { project: 'shop' },
        entityRef,
      }));
      expect(bound({ rules }).map(({ entityRef }) => entityRef)).toEqual([
        WEB,
        'group:default/shop',
      ]);
    });
  });
});
