import schema from '../../cluster/schemas/AppProject.argoproj.io.v1alpha1.json';
import { frozenProject } from '../../world/argoManifests';
import { isRecord, listAt, recordAt, valueAt } from '../json';
import { ApiClient, createApiClient } from '../testing/createApiClient';
import { createTestWorld, TestWorld } from '../testing/createTestWorld';

/** Of what is no field in the schema of the real one. */
function strangeKeys(value: unknown, definition: unknown): string[] {
  if (Array.isArray(value)) {
    const items = valueAt(definition, 'items');
    return value.flatMap(each => strangeKeys(each, items));
  }
  if (!isRecord(value)) {
    return [];
  }
  const known = recordAt(definition, 'properties');
  return Object.entries(value).flatMap(([key, inner]) =>
    key in known ? strangeKeys(inner, known[key]) : [key],
  );
}

describe('projects of the API, held against the schema of the real one', () => {
  let world: TestWorld;
  let client: ApiClient;

  beforeEach(async () => {
    world = await createTestWorld();
    client = await createApiClient(world.argo);
  });
  afterEach(async () => {
    await client.stop();
    await world.stop();
  });

  const get = async (query = '') => {
    const answer = await client.ask(`/api/v1/projects${query}`);
    expect(answer.status).toBe(200);
    expect(answer.headers['grpc-metadata-content-type']).toBe(
      'application/grpc',
    );
    return listAt(answer.body, 'items');
  };

  it('has one by default', async () => {
    expect(await get()).toMatchObject([
      { metadata: { name: 'default', namespace: 'argocd' } },
    ]);
  });

  it('gives those that were made, cut down to what is asked for', async () => {
    world.home.create(frozenProject(), { manager: 'kubectl-create' });
    const { syncWindows } = frozenProject().spec;
    const [whole] = await get();
    expect(whole).toMatchObject({ spec: { syncWindows } });
    const spec = valueAt(schema, 'schema', 'properties', 'spec');
    expect(strangeKeys(recordAt(whole, 'spec'), spec)).toEqual([]);
    expect(
      await get('?fields=items.metadata.name,items.spec.syncWindows'),
    ).toEqual([{ metadata: { name: 'default' }, spec: { syncWindows } }]);
  });

  it('asks for a session', async () => {
    const { status } = await client.ask('/api/v1/projects', { token: null });
    expect(status).toBe(401);
  });
});
