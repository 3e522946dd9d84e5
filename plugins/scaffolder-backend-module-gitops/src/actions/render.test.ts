import { createMockDirectory } from '@backstage/backend-test-utils';
import { deployment } from '../__testUtils__/manifests';
import { runAction, stepOf } from '../__testUtils__/runAction';
import { createKustomize } from '../kustomize/createKustomize';
import { createRenderAction } from './render';

const action = createRenderAction({ kustomize: createKustomize() });

describe('gitops:render', () => {
  const directory = createMockDirectory();
  const workspacePath = directory.path;
  const run = (input: { path: string; output?: string }) =>
    runAction(action, { workspacePath, input });

  beforeEach(() => {
    directory.setContent({
      'base/kustomization.yaml': 'resources: [web.yaml]\n',
      'base/web.yaml': deployment(),
      'overlays/staging/kustomization.yaml':
        'namespace: staging\nresources: [../../base]\n',
      'overlays/production/kustomization.yaml':
        'namespace: production\nresources: [../../base]\n',
    });
  });

  it.each([
    [0, ['rendered/production.yaml', 'rendered/staging.yaml']],
    [1, ['manifests/staging.yaml']],
  ])('does what its example %d says', async (index, files) => {
    const step = stepOf(action.examples?.[index].example ?? '');
    expect(step.action).toBe(action.id);
    const { path, output } = step.input;
    expect(
      await run({
        path: String(path),
        output: output ? String(output) : undefined,
      }),
    ).toEqual({ files });
    expect(directory.content()).toMatchObject({
      [files[0].split('/')[0]]: {
        'staging.yaml': expect.stringContaining('namespace: staging'),
      },
    });
  });

  it('passes on what kustomize complains about, without the place on disk', async () => {
    directory.addContent({
      'overlays/staging/kustomization.yaml': 'patches: [{ path: gone.yaml }]\n',
    });
    const failure = await run({ path: 'overlays/staging' }).catch(String);
    expect(failure).toMatch(/cannot render overlays\/staging: .*gone\.yaml/);
    expect(failure).not.toContain(workspacePath);
  });

  it('renders nothing that reaches out', async () => {
    directory.addContent({
      'base/kustomization.yaml': 'resources: [https://example.com/a.yaml]\n',
    });
    await expect(run({ path: 'overlays' })).rejects.toThrow(
      'base/kustomization.yaml:1 kustomization: what is on a network is not fetched',
    );
  });

  it.each([
    [{ path: '../x' }, /outside/],
    [{ path: 'overlays', output: '../x' }, /outside/],
    [{ path: 'nothing' }, /no "nothing" in the workspace/],
    [{ path: 'base/web.yaml' }, /no kustomization at or below/],
  ])('refuses %j', async (input, words) => {
    await expect(run(input)).rejects.toThrow(words);
  });
});
