import { access } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { Entity, getEntitySourceLocation } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { EntityProviderMutation } from '@backstage/plugin-catalog-node';
import {
  isTemplateEntityV1beta3,
  TemplateEntityV1beta3,
  templateEntityV1beta3Validator,
} from '@backstage/plugin-scaffolder-common';
import { JsonObject } from '@backstage/types';
import { portalConfig } from '../__testUtils__/settings';
import { TemplateProvider } from './TemplateProvider';

const portal = portalConfig('http://127.0.0.1:7010');

/** What the provider gives to the catalog, and what it says. */
async function provide(config: JsonObject) {
  const logger = mockServices.logger.mock();
  const mutations: EntityProviderMutation[] = [];
  await new TemplateProvider(new ConfigReader(config), logger).connect({
    async applyMutation(mutation) {
      mutations.push(mutation);
    },
    async refresh() {},
  });
  expect(mutations).toMatchObject([{ type: 'full' }]);
  const [mutation] = mutations;
  const entities =
    mutation.type === 'full' ? mutation.entities.map(one => one.entity) : [];
  return { entities, logger };
}

async function template(config: JsonObject): Promise<TemplateEntityV1beta3> {
  const [entity]: Entity[] = (await provide(config)).entities;
  if (!isTemplateEntityV1beta3(entity)) throw new Error('It is no template');
  return entity;
}

describe('TemplateProvider', () => {
  it('gives a template that the scaffolder takes', async () => {
    const { entities } = await provide(portal);
    expect(entities).toHaveLength(1);
    expect(await templateEntityV1beta3Validator.check(entities[0])).toBe(true);
    expect(entities[0].metadata.name).toBe('new-gitops-repository');
  });

  it('has a location beside which every skeleton lies', async () => {
    const entity = await template(portal);
    const { type, target } = getEntitySourceLocation(entity);
    expect(type).toBe('file');
    await access(target);
    const skeletons = entity.spec.steps.flatMap(step =>
      typeof step.input?.skeleton === 'string' ? [step.input.skeleton] : [],
    );
    expect(skeletons).toEqual([
      'repository',
      'ci-actions',
      'overlay',
      'argocd',
      'flux',
    ]);
    for (const skeleton of skeletons) {
      await access(join(dirname(target), skeleton));
    }
  });

  it('asks three things, and has a default for the rest that is needed', async () => {
    const { spec } = await template(portal);
    const [service, deployment] = [spec.parameters].flat();
    expect(service?.required).toEqual(['name', 'owner', 'image']);
    expect(Object.keys(Object(service?.properties))).toEqual(service?.required);
    const fields: Record<string, { default?: unknown }> = Object(
      deployment?.properties,
    );
    expect(
      Object.fromEntries(
        [deployment?.required].flat().map(name => {
          return [name, fields[String(name)].default];
        }),
      ),
    ).toEqual({
      engine: 'argocd',
      environments: ['staging', 'production'],
      port: 8080,
      replicas: 2,
    });
    expect(fields.engine).toMatchObject({
      enum: ['argocd', 'flux'],
      enumNames: ['Argo CD', 'Flux'],
    });
    expect(fields.automated.default).toBe(true);
  });

  it.each([
    ['github', 'publish:github', 'ci-actions'],
    ['gitlab', 'publish:gitlab', 'ci-gitlab'],
    ['gitea', 'gitops:publish:gitea', 'ci-actions'],
  ])('publishes to %s with %s', async (kind, action, ci) => {
    const host = 'git.example.com';
    const scaffolder = {
      ...Object(Object(portal.gitops).scaffolder),
      repository: { host, owner: 'shop' },
      platform: { repoUrl: `${host}?owner=platform&repo=fleet` },
      argocd: undefined,
    };
    const entity = await template({
      integrations: { [kind]: [{ host, apiBaseUrl: `https://${host}/api` }] },
      gitops: { ...Object(portal.gitops), scaffolder },
    });
    const { steps } = entity.spec;
    expect(steps.find(({ id }) => id === 'publish')?.action).toBe(action);
    expect(steps.find(({ id }) => id === 'ci')?.input?.skeleton).toBe(ci);
    expect(steps.map(({ id }) => id)).not.toContain('argocd');
    expect(JSON.stringify(entity.spec.parameters)).not.toContain('automated');
  });

  it('keeps apart environments that share a cluster', async () => {
    const scaffolder = {
      ...Object(Object(portal.gitops).scaffolder),
      flux: { paths: { staging: 'clusters/one', production: 'clusters/one' } },
    };
    const { spec } = await template({
      ...portal,
      gitops: { ...Object(portal.gitops), scaffolder },
    });
    const overlays = spec.steps.find(({ id }) => id === 'overlays');
    expect(overlays?.input?.values).toMatchObject({
      namespace:
        '${{ parameters.namespace or parameters.name }}-${{ each.value.name }}',
    });
  });

  it('gives nothing without configuration, and says what to configure', async () => {
    const { entities, logger } = await provide({});
    expect(entities).toEqual([]);
    expect(logger.info.mock.calls).toEqual([
      [expect.stringContaining('gitops.scaffolder')],
    ]);
  });

  it('gives nothing where the configuration is wrong, and says why', async () => {
    const { entities, logger } = await provide({ gitops: { scaffolder: {} } });
    expect(entities).toEqual([]);
    expect(logger.error.mock.calls).toEqual([
      [expect.stringMatching(/left out: gitops\.scaffolder is not right/)],
    ]);
  });
});
