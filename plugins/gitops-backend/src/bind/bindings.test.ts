import { Entity } from '@backstage/catalog-model';
import { ApplicationClaim } from '@backstage-gitops/plugin-gitops-node';
import fc from 'fast-check';
import { BindableApplication } from './BindableApplication';
import { bindingsOf } from './bindings';

function entity(name: string): Entity {
  return { apiVersion: 'v1', kind: 'Component', metadata: { name } };
}

function application(
  overrides: Partial<BindableApplication> = {},
): BindableApplication {
  return {
    id: 'id-1',
    engine: 'argocd',
    instance: 'main',
    namespace: 'argocd',
    name: 'web',
    labels: { app: 'web' },
    entityRefs: [],
    ...overrides,
  };
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
        [application(), application({ id: 'id-2', engine: 'flux' })],
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
            application({ project: 'shop' }),
            application({ id: '2', name: 'y', labels: {} }),
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
        [application({ entityRefs: ['Component:default/WEB'] })],
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
      bindingsOf([], [application({ entityRefs: ['web', 'a:b:c/', ''] })], []),
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
            some.map(application),
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
});
