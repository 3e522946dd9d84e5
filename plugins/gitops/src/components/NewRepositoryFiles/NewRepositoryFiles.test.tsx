import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { registerMswTestHooks } from '@backstage/test-utils';
import { http, HttpResponse } from 'msw';
import { mountForm } from '../../__testUtils__/mountForm';
import { answerForm, dryRunOf, template } from '../../__testUtils__/scaffolder';
import { answerPosts, refusePosts, server } from '../../__testUtils__/server';

const DRY_RUN = '/v2/dry-run';

const made = dryRunOf({
  'repository/README.md': '# web <b>ist</b> für alle',
  'repository/base/service.yaml': 'kind: Service\n',
  'repository/base/deployment.yaml': 'kind: Deployment\n',
  'platform/argocd/web-staging.yaml': 'kind: Application\n',
  'elsewhere/notes.txt': 'of nobody’s concern',
});

/** Fills the field of the first page, and goes on to the files. */
async function goToFiles() {
  await userEvent.type(await screen.findByLabelText('Name'), 'web');
  await userEvent.click(screen.getByRole('button', { name: 'Next' }));
}

const rows = () =>
  within(screen.getByRole('treegrid'))
    .getAllByRole('row')
    .map(row => `${row.getAttribute('aria-level')} ${row.textContent}`);

const { 'the new frontend system': mountNew } = mountForm;

describe('the files that a form would make', () => {
  registerMswTestHooks(server);
  beforeEach(() => {
    Object.assign(window, { scrollTo: () => {} });
    answerForm();
  });

  it.each(['the new frontend system', 'the old frontend system'] as const)(
    'can be read before anything is made: %s',
    async system => {
      const asked: unknown[] = [];
      let finish = () => {};
      const finished = new Promise<void>(resolve => {
        finish = resolve;
      });
      server.use(
        http.post(`*${DRY_RUN}`, async ({ request }) => {
          asked.push(await request.json());
          await finished;
          return HttpResponse.json(made);
        }),
      );
      await mountForm[system]();
      await goToFiles();
      expect(await screen.findByText('Working out the files')).toBeVisible();
      finish();

      expect(
        await screen.findByText('4 files. Nothing is made yet.'),
      ).toBeVisible();
      expect(rows()).toEqual([
        '1 The new repository',
        '2 base',
        '3 deployment.yaml',
        '3 service.yaml',
        '2 README.md',
        '1 The pull request',
        '2 argocd',
        '3 web-staging.yaml',
      ]);
      const first = 'repository/base/deployment.yaml';
      expect(screen.getByRole('region', { name: first })).toHaveTextContent(
        'kind: Deployment',
      );

      await userEvent.click(screen.getByRole('row', { name: 'README.md' }));
      expect(
        screen.getByRole('region', { name: 'repository/README.md' }),
      ).toHaveTextContent('# web <b>ist</b> für alle');
      expect(screen.getByRole('row', { name: 'README.md' })).toHaveAttribute(
        'aria-selected',
        'true',
      );

      await userEvent.click(screen.getByRole('button', { name: 'Review' }));
      expect(
        await screen.findByRole('button', { name: 'Create' }),
      ).toBeEnabled();
      expect(screen.getAllByRole('cell').map(cell => cell.textContent)).toEqual(
        ['Name', 'web'],
      );
      expect(asked).toEqual([
        { template, values: { name: 'web' }, directoryContents: [] },
      ]);
    },
  );

  it('are chosen by keyboard', async () => {
    answerPosts(DRY_RUN, () => made);
    await mountNew();
    await goToFiles();
    await screen.findByRole('treegrid', { name: 'Files' });
    await userEvent.click(
      screen.getByRole('region', { name: 'repository/base/deployment.yaml' }),
    );
    await userEvent.tab({ shift: true });

    // From the chosen file to the folder that it is in, which closes.
    await userEvent.keyboard('{ArrowUp}{ArrowLeft}');
    expect(screen.getByRole('row', { name: 'base' })).toHaveAttribute(
      'aria-expanded',
      'false',
    );
    expect(screen.queryByRole('row', { name: 'service.yaml' })).toBeNull();

    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(
      screen.getByRole('region', { name: 'repository/README.md' }),
    ).toBeVisible();

    await userEvent.keyboard('{ArrowUp}{Enter}{ArrowDown}{ArrowDown} ');
    expect(
      screen.getByRole('region', { name: 'repository/base/service.yaml' }),
    ).toHaveTextContent('kind: Service');
  });

  it('say what is wrong where they cannot be made, and are tried again', async () => {
    refusePosts(
      DRY_RUN,
      400,
      '2 things are wrong in the manifests:\nbase/a.yaml:3 limits: set them\nbase/b.yaml:7 no-latest: pin it',
    );
    await mountNew();
    await goToFiles();

    const alert = within(await screen.findByRole('alert'));
    expect(alert.getByText(/2 things are wrong/)).toBeVisible();
    expect(
      alert.getAllByRole('listitem').map(item => item.textContent),
    ).toEqual([
      'base/a.yaml:3 limits: set them',
      'base/b.yaml:7 no-latest: pin it',
    ]);
    expect(screen.queryByRole('treegrid')).toBeNull();

    answerPosts(DRY_RUN, () => made);
    await userEvent.click(alert.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('treegrid')).toBeVisible();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('do not come as the page of a proxy', async () => {
    server.use(
      http.post(`*${DRY_RUN}`, () =>
        HttpResponse.html('<html>nginx</html>', { status: 502 }),
      ),
    );
    await mountNew();
    await goToFiles();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The portal answered 502 Bad Gateway.',
    );
    expect(screen.queryByText(/nginx/)).toBeNull();
  });

  it('are no condition: who may not see them goes on', async () => {
    refusePosts(DRY_RUN, 403, '');
    await mountNew();
    await goToFiles();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'scaffolder.template.dry-run',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    expect(await screen.findByRole('button', { name: 'Create' })).toBeEnabled();
  });

  it('are not shown in a portal without the field, whose form goes on', async () => {
    await mountForm['a portal without the field']();
    await goToFiles();
    expect(
      await screen.findByText('The files are not shown here'),
    ).toBeVisible();
    expect(screen.getByText('Go on without.')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    expect(await screen.findByRole('button', { name: 'Create' })).toBeEnabled();
  });
});
