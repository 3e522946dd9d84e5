import {
  applicationInputsSchema,
  gitopsFleetReadPermission,
} from '@backstage-gitops/plugin-gitops-common';
import { eventually } from '@backstage-gitops/plugin-gitops-node/testUtils';
import request from 'supertest';
import { migratedDatabase, testDatabases } from '../__testUtils__/databases';
import { observedApplication } from '../__testUtils__/observedApplication';
import { ownedComponent } from '../__testUtils__/ownedComponent';
import { startPlugin } from '../__testUtils__/startPlugin';
import { store } from '../__testUtils__/stored';
import { listBoundEntities } from '../store/listBoundEntities';

const databases = testDatabases();

it('tells the inputs of an application to whoever sees it, and to nobody else', async () => {
  const db = await migratedDatabase(databases, 'SQLITE_3');
  const shown = await store(
    db,
    observedApplication({ name: 'a', entityRefs: ['a'] }),
  );
  const hidden = await store(
    db,
    observedApplication({ name: 'b', entityRefs: ['b'] }),
  );
  const { server, git } = await startPlugin({
    db,
    entities: [ownedComponent('a', 'a'), ownedComponent('b', 'b')],
    hidden: ['component:default/b'],
    denied: [gitopsFleetReadPermission],
  });
  await eventually(async () => {
    expect(await listBoundEntities(db)).toHaveLength(2);
  });
  const inputs = {
    sources: [
      {
        repository: 'https://git.example.com/acme/fleet.git',
        path: 'apps/a',
        parent: false,
        inputs: [{ path: 'base', namedBy: 'apps/a/kustomization.yaml' }],
        notes: ['github.com/acme/base at v1 is in another repository'],
      },
    ],
  };
  for (const id of [shown, hidden]) git.inputsOf.set(id, inputs);
  const ask = (id: string) =>
    request(server).get(`/api/gitops/applications/${id}/inputs`);

  const answer = await ask(shown);
  expect(applicationInputsSchema.parse(answer.body)).toEqual(inputs);
  expect((await ask(hidden)).status).toBe(404);
  expect((await ask('nothing')).status).toBe(404);
});
