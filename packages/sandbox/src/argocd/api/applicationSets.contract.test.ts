import { createApiClient } from '../testing/createApiClient';
import { createTestWorld } from '../testing/createTestWorld';

it('has no ApplicationSets, and says so to whoever has a session', async () => {
  const world = await createTestWorld();
  const client = await createApiClient(world.argo);
  const path = '/api/v1/applicationsets';
  const { status, body } = await client.ask(path);
  const refused = await client.ask(path, { token: null });
  await client.stop();
  await world.stop();
  expect([status, body]).toEqual([200, { metadata: {}, items: [] }]);
  expect(refused.status).toBe(401);
});
