import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@backstage-gitops/plugin-gitops-node/testUtils';
import { Sandbox, startSandbox } from 'sandbox';
import request from 'supertest';
import { BackendProcess } from './__testUtils__/scaffolding/BackendProcess';
import { GitGate } from './__testUtils__/scaffolding/GitGate';

// Two starts of a backend, and the 10 s until it looks for runs that were left behind.

/** The form, filled. */
function formFor(name: string) {
  return {
    name,
    owner: 'group:default/team-shop',
    image: `registry.example.com/${name}:1.2.3`,
    engine: 'argocd',
    environments: ['staging', 'production'],
    port: 8080,
    replicas: 2,
  };
}

/** All that a run changes on the Git host, in order. */
function changesFor(name: string): string[] {
  return [
    'POST /api/v1/orgs/shop/repos',
    `POST /shop/${name}.git/git-receive-pack`,
    'POST /platform/fleet.git/git-receive-pack',
    'POST /api/v1/repos/platform/fleet/pulls',
  ];
}

describe('a run of the template that is killed', () => {
  let sandbox: Sandbox;
  let directory: string;
  let gate: GitGate;
  let backend: BackendProcess;

  beforeAll(async () => {
    sandbox = await startSandbox({ edgeStaysMs: null });
  });

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'gitops-scaffolding-'));
    gate = await GitGate.open(sandbox.urls.git);
    backend = new BackendProcess(directory, gate.url);
  });

  afterEach(async () => {
    await backend?.kill();
    await gate?.close();
    await rm(directory, { recursive: true, force: true });
  });

  afterAll(async () => {
    await sandbox?.stop();
  });

  /** What the Git host itself says of a repository. */
  async function repository(path: string) {
    const { body } = await request(sandbox.urls.git)
      .get(`/api/v1/repos/${path}`)
      .expect(200);
    return body;
  }

  it.each([
    ['before anything is pushed to its new repository', 'wishlist', 1],
    ['before its branch has a pull request', 'reviews', 3],
  ])('%s goes on there, and makes nothing twice', async (_, name, done) => {
    const changes = changesFor(name);
    const fleet = await repository('platform/fleet/commits');
    const pulls = await repository('platform/fleet/pulls?state=all');

    gate.withhold(changes[done]);
    await backend.start();
    // It takes a moment until the template is in the catalog.
    const id = await eventually(() => backend.scaffold(formFor(name)));
    await eventually(() => expect(gate.withheld).toBe(changes[done]));
    await backend.kill();
    expect(gate.changes).toEqual(changes.slice(0, done));

    await backend.start();
    await eventually(async () =>
      expect(await backend.events(id)).toContainEqual(
        expect.objectContaining({ type: 'recovered' }),
      ),
    );
    await eventually(async () =>
      expect(await backend.task(id)).toMatchObject({ status: 'completed' }),
    );

    expect(gate.changes).toEqual(changes);
    expect(await repository(`shop/${name}/branches`)).toMatchObject([
      { name: 'main' },
    ]);
    expect(await repository(`shop/${name}/commits`)).toHaveLength(1);
    expect(
      await repository(`platform/fleet/commits?sha=gitops/add-${name}`),
    ).toHaveLength(fleet.length + 1);
    const pullsNow = await repository('platform/fleet/pulls?state=all');
    expect(pullsNow).toHaveLength(pulls.length + 1);
    expect(pullsNow).toContainEqual(
      expect.objectContaining({ title: `Add ${name}`, state: 'open' }),
    );
  });
});
