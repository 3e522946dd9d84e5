import {
  gitopsApplicationReadPermission,
  gitopsFleetReadPermission,
  gitopsPermissions,
} from '@backstage-gitops/plugin-gitops-common';
import request from 'supertest';
import { migratedDatabase, testDatabases } from '../__testUtils__/databases';
import { registeredRoutes } from '../__testUtils__/registeredRoutes';
import { startPlugin } from '../__testUtils__/startPlugin';

const databases = testDatabases();

describe('every route', () => {
  it('is denied to whoever lacks its permission', async () => {
    const db = await migratedDatabase(databases, 'SQLITE_3');
    const all = registeredRoutes(db);
    const { server } = await startPlugin({
      db,
      denied: gitopsPermissions,
    });
    const methods = all.map(({ method, path }) => `${method} ${path}`);
    expect(methods.sort()).toEqual([
      'get /alerts',
      'get /applications',
      'get /applications/:id',
      'get /applications/:id/diff',
      'get /applications/:id/inputs',
      'get /applications/:id/resources',
      'get /applications/:id/syncs',
      'get /applications/facets',
      'get /commits/:repository/:sha',
      'get /commits/:repository/:sha/diff',
      'get /entities/:kind/:namespace/:name/applications',
      'get /entities/:kind/:namespace/:name/commits',
      'get /entities/:kind/:namespace/:name/operations',
      'get /entities/:kind/:namespace/:name/syncs',
      'get /impact',
      'get /instances',
      'get /operations/:id',
      'post /alerts/:id/acknowledge',
      'post /applications/:id/operations',
      'post /applications/:id/operations\\:preview',
      'post /entities/applications/by-refs',
    ]);
    for (const { method, path } of all) {
      const url = `/api/gitops${path
        .replace(/\/:\w+/g, '/x')
        .replace('\\:', ':')}`;
      const asked =
        method === 'post'
          ? request(server).post(url).send({ entityRefs: [] })
          : request(server).get(url);
      const { status, body } = await asked;
      expect({ url, status }).toEqual({ url, status: 403 });
      expect(body.error.name).toBe('NotAllowedError');
      expect(body.error.message).toContain('gitops.');
    }
  });

  it.each([
    [gitopsApplicationReadPermission, '/applications', 403],
    [gitopsApplicationReadPermission, '/instances', 200],
    [gitopsFleetReadPermission, '/applications', 200],
    [gitopsFleetReadPermission, '/instances', 403],
  ])(
    'asks for its own: without %p, %s is %d',
    async (permission, path, status) => {
      const { server } = await startPlugin({
        db: await migratedDatabase(databases, 'SQLITE_3'),
        denied: [permission],
      });
      const response = await request(server).get(`/api/gitops${path}`);
      expect(response.status).toBe(status);
    },
  );
});
