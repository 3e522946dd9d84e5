import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { registerMswTestHooks } from '@backstage/test-utils';
import {
  anAnswer,
  anApplication,
} from '@backstage-gitops/plugin-gitops-react/testUtils';
import { anEntity } from '../../__testUtils__/entity';
import { mount } from '../../__testUtils__/mount';
import {
  answerApplications,
  answerCommits,
  answerGets,
  refuseGets,
  server,
} from '../../__testUtils__/server';

const repository = 'https://git.example.com/platform/deployments.git';
const overlay = 'apps/checkout/overlays/production';
const note =
  'base/kustomization.yaml names https://example.com/base, which is not followed.';

async function open(render = mount['the new frontend system']) {
  answerApplications(anAnswer([anApplication()]));
  answerCommits({});
  await render('tab', anEntity());
  await userEvent.click(
    await screen.findByRole('button', {
      name: 'What it is rendered from: checkout-production',
    }),
  );
  return within(await screen.findByRole('dialog'));
}

describe.each(Object.entries(mount))('inputs in %s', (_, render) => {
  registerMswTestHooks(server);

  it('are named with what names them, and what could not be followed is said', async () => {
    answerGets('/inputs', {
      sources: [
        {
          repository,
          path: overlay,
          parent: false,
          inputs: [
            { path: overlay, namedBy: null },
            { path: 'values.yaml', namedBy: null },
            { path: 'apps/base', namedBy: `${overlay}/kustomization.yaml` },
          ],
          notes: [note],
        },
        {
          repository,
          path: '',
          parent: true,
          inputs: [{ path: '', namedBy: null }],
          notes: [],
        },
      ],
    });
    const dialog = await open(render);
    await dialog.findByText('apps/base');
    const inputs = dialog.getAllByRole('listitem').map(li => li.textContent);
    expect(inputs).toEqual([
      `${overlay} its own path`,
      'values.yaml named by the application itself',
      `apps/base named by ${overlay}/kustomization.yaml`,
      'the whole repository its own path',
    ]);
    expect(dialog.getByText(note)).toBeVisible();
    expect(dialog.getByText(/what declares it/)).toBeVisible();
    expect(
      dialog.getAllByRole('link', { name: repository })[0],
    ).toHaveAttribute('href', repository);
  });
});

describe('inputs', () => {
  registerMswTestHooks(server);

  it('are none where no repository is read', async () => {
    answerGets('/inputs', { sources: [] });
    const dialog = await open();
    expect(
      await dialog.findByText(/It is rendered from nothing/),
    ).toBeVisible();
  });

  it('can be asked for again where they could not be loaded', async () => {
    refuseGets('/inputs', 500, 'the database is away');
    const dialog = await open();
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      'the database is away',
    );
    answerGets('/inputs', { sources: [] });
    await userEvent.click(dialog.getByRole('button', { name: 'Try again' }));
    expect(
      await dialog.findByText(/It is rendered from nothing/),
    ).toBeVisible();
  });

  it('are there again, and anew, as soon as they are opened again', async () => {
    answerGets('/inputs', { sources: [] });
    const before = await open();
    expect(
      await before.findByText(/It is rendered from nothing/),
    ).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    refuseGets('/inputs', 500, 'the database is away');
    await userEvent.click(
      screen.getByRole('button', {
        name: 'What it is rendered from: checkout-production',
      }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'the database is away',
    );
  });
});
