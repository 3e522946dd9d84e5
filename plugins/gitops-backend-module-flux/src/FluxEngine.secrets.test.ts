import {
  mockServices,
  registerMswTestHooks,
} from '@backstage/backend-test-utils';
import { FakeKubernetesBackend } from './__testUtils__/FakeKubernetesBackend';
import {
  createEngine,
  drift,
  follow,
  GIT_REPOSITORIES,
  KUSTOMIZATIONS,
  serveDrift,
  totalOf,
} from './__testUtils__/observe';

const SECRETS = 'v1/secrets';

const fake = new FakeKubernetesBackend();
registerMswTestHooks(fake.server);

let stop: AbortController;
beforeEach(() => {
  stop = new AbortController();
  fake.reset();
});
afterEach(() => stop.abort());

/** The Kustomization with one Secret, which Flux applied or somebody edited. */
function secret(edited: boolean) {
  const fields = edited ? ['user'] : ['user', 'password'];
  const entry = (manager: string, operation: string, names: string[]) => ({
    manager,
    operation,
    time: '2026-11-20T23:57:15Z',
    fieldsV1: {
      'f:data': Object.fromEntries(names.map(name => [`f:${name}`, {}])),
    },
  });
  return {
    metadata: {
      namespace: 'fx-drift',
      name: 'login',
      uid: 'login',
      managedFields: [
        entry('kustomize-controller', 'Apply', fields),
        ...(edited ? [entry('kubectl-edit', 'Update', ['password'])] : []),
      ],
    },
    data: { user: 'canary', password: edited ? 'canary-2' : 'canary' },
  };
}
function serveSecret(entry = { id: 'fx-drift_login__Secret', v: 'v1' }) {
  serveDrift(fake);
  const kustomization = structuredClone(Object(drift.object));
  kustomization.status.inventory.entries = [entry];
  fake.serve(KUSTOMIZATIONS, 'Kustomization', [kustomization]);
  fake.serve(SECRETS, 'Secret', [secret(false)]);
}

describe('Secrets that Flux applied', () => {
  it('are asked for by their metadata only, and their drift is seen by that', async () => {
    serveSecret();
    const [instance] = await createEngine().instances();
    const { next, until } = follow(instance, stop.signal);
    expect(await next()).toMatchObject({
      applications: [{ drift: { fields: [], total: 0 } }],
    });
    fake.put(SECRETS, secret(true));
    const changed = await until(each => totalOf(each) === 1);
    expect(changed).toMatchObject({
      application: {
        drift: {
          fields: [
            {
              resource: { kind: 'Secret', name: 'login' },
              change: 'changed',
              path: 'data.password',
              by: 'person',
            },
          ],
        },
      },
    });
    expect(JSON.stringify(changed)).not.toContain('canary');
    fake.delete(SECRETS, secret(true));
    await until(
      each =>
        each.type === 'changed' &&
        each.application.drift?.fields[0].change === 'resourceRemoved',
    );
    const accepted = fake.requests
      .filter(each => /v1\/(secrets|.*\/secrets\/)/.test(each.url))
      .map(({ url, headers }) => [
        new URL(url).searchParams.has('watch') || /login$/.test(url),
        headers.get('accept'),
      ]);
    const partial = (kind: string) =>
      `application/json;as=${kind};v=v1;g=meta.k8s.io`;
    expect(accepted).toEqual([
      [false, partial('PartialObjectMetadataList')],
      [true, partial('PartialObjectMetadata')],
      [true, partial('PartialObjectMetadata')],
    ]);
  });

  it.each([
    { id: 'fx-drift_login_apps/../../api_Secret', v: 'v1' },
    { id: 'fx-drift_login_apps/%2E%2E/%2e%2e/api_Secret', v: 'v1' },
    { id: 'fx-drift_login_apps_Secret', v: '../../api/v1' },
  ])('are not asked for under another name: %j', async entry => {
    serveSecret(entry);
    const [instance] = await createEngine().instances();
    expect(await follow(instance, stop.signal).next()).toMatchObject({
      type: 'snapshot',
    });
    expect(fake.requests.map(({ url }) => url)).not.toContainEqual(
      expect.stringContaining('/secrets'),
    );
  });

  it('are named in the log once where they may not be read, however often they are asked for', async () => {
    serveSecret();
    fake.refusals.set(SECRETS, 403);
    fake.refusals.set(GIT_REPOSITORIES, 403);
    const logger = mockServices.logger.mock();
    logger.child.mockReturnValue(logger);
    const [instance] = await createEngine('all', logger).instances();
    for (let n = 0; n < 3; n++) {
      expect(await follow(instance, stop.signal).next()).toMatchObject({
        type: 'snapshot',
      });
    }
    expect(logger.warn.mock.calls.map(([words]) => words).sort()).toEqual([
      expect.stringMatching(/^Drift of v1\/Secret is not checked/),
      expect.stringMatching(/^GitRepository objects are not watched/),
    ]);
  });
});
