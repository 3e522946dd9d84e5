import { createMockDirectory } from '@backstage/backend-test-utils';
import { deployment } from '../__testUtils__/manifests';
import { runAction, stepOf } from '../__testUtils__/runAction';
import { createKustomize } from '../kustomize/createKustomize';
import { createValidateAction } from './validate';

const action = createValidateAction({ kustomize: createKustomize() });

describe('gitops:validate', () => {
  const directory = createMockDirectory();
  const workspacePath = directory.path;
  const run = (paths: string[], isDryRun = false) =>
    runAction(action, { workspacePath, input: { paths }, isDryRun });

  beforeEach(() => {
    directory.setContent({
      'overlays/staging/kustomization.yaml': 'resources: [web.yaml]\n',
      'overlays/staging/web.yaml': deployment(),
      'platform/gadget.yaml':
        'apiVersion: example.com/v1\nkind: Gadget\nmetadata: { name: g }\n',
    });
  });

  it.each([
    [0, { checked: 1, unchecked: [] }],
    [
      1,
      {
        checked: 1,
        unchecked: ['platform/gadget.yaml:1 Gadget "g" of example.com/v1'],
      },
    ],
  ])('does what its example %d says', async (index, outputs) => {
    const step = stepOf(action.examples?.[index].example ?? '');
    expect(step.action).toBe(action.id);
    const paths = [step.input.paths].flat().map(String);
    expect(await run(paths)).toEqual(outputs);
  });

  it('does not call nothing at all right', async () => {
    directory.addContent({ 'notes/README.md': 'None here\n' });
    await expect(run(['notes'])).rejects.toThrow(
      'There are no manifests at or below notes',
    );
  });

  it.each([true, false])(
    'refuses with all that is wrong, with file and line (dry run: %p)',
    async isDryRun => {
      directory.addContent({
        'overlays/staging/web.yaml': deployment({
          image: 'web:latest',
          pod: 'hostNetwork: true',
        }),
      });
      await expect(run(['overlays'], isDryRun)).rejects.toThrow(
        /^2 things are wrong in the manifests:\noverlays\/staging\/web.yaml:15 no-latest: .*\noverlays\/staging\/web.yaml:12 no-host-access: .*$/,
      );
    },
  );
});
