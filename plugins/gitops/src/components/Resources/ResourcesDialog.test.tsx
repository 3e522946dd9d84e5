import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { registerMswTestHooks } from '@backstage/test-utils';
import {
  Application,
  ManagedResource,
} from '@backstage-gitops/plugin-gitops-common';
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

const render = mount['the new frontend system'];

const deployment: ManagedResource = {
  group: 'apps',
  kind: 'Deployment',
  namespace: 'checkout',
  name: 'web',
  sync: 'Synced',
  health: 'Degraded',
  message: 'Deployment "web" exceeded its progress deadline',
  images: ['registry.example.com/shop/checkout:1.4.2'],
};
const replicaSet: ManagedResource = {
  group: 'apps',
  kind: 'ReplicaSet',
  namespace: 'checkout',
  name: 'web-5d8f',
  parent: deployment,
  health: 'Healthy',
};
const pods = Array.from(
  { length: 14 },
  (_, n): ManagedResource => ({
    group: '',
    kind: 'Pod',
    namespace: 'checkout',
    name: `web-5d8f-${n}`,
    parent: replicaSet,
    health: n === 13 ? 'Degraded' : 'Healthy',
  }),
);
const items = [deployment, replicaSet, ...pods];

let count = 0;

/** Of one application of its own for each test: what one test loaded another must not see. */
async function open(allowed: Partial<Application['allowed']> = {}) {
  answerApplications(
    anAnswer([
      anApplication({
        id: `resources-${++count}`,
        allowed: { operations: {}, resources: true, ...allowed },
      }),
    ]),
  );
  await render('tab', anEntity());
  await userEvent.click(
    await screen.findByRole('button', { name: /^More for/ }),
  );
  return screen.findByRole('menuitem', { name: 'Look at resources' });
}

async function openDialog() {
  await userEvent.click(await open());
  return within(await screen.findByRole('dialog'));
}

async function openTable() {
  const dialog = await openDialog();
  await userEvent.click(await dialog.findByRole('tab', { name: 'Table' }));
  return dialog;
}

/** Kind and name of each row, in order. */
function rowsOf(dialog: Awaited<ReturnType<typeof openDialog>>) {
  return dialog
    .getAllByRole('row')
    .slice(1)
    .map(row => row.getAttribute('data-resource'));
}

/** The item of a list that stands for a resource, without what is below it. */
function boxOf(dialog: Awaited<ReturnType<typeof openDialog>>, name: string) {
  const box = dialog.getByText(name).closest<HTMLElement>('[data-resource]');
  if (!box) throw new Error(`${name} is not in the graph`);
  return box;
}

describe('the resources of an application', () => {
  registerMswTestHooks(server);
  beforeEach(() => answerCommits({}));

  it('differ from Git, whatever the cause that is told of the application', async () => {
    answerGets('/resources', {
      items: [{ group: '', kind: 'Service', name: 'web', sync: 'OutOfSync' }],
    });
    const dialog = await openDialog();
    await dialog.findByText('Differs from Git');
    expect(dialog.queryByText(/cause not known/)).toBeNull();
    await userEvent.click(dialog.getByRole('tab', { name: 'Table' }));
    expect(
      within(await dialog.findByRole('table')).getByText('Differs from Git'),
    ).toBeInTheDocument();
  });

  it('are asked for once, when somebody opens them', async () => {
    const asked = answerGets('/resources', { items });
    const entry = await open();
    await userEvent.hover(entry);
    expect(asked).toHaveLength(0);

    await userEvent.click(entry);
    await screen.findByText('16 resources');
    expect(asked).toHaveLength(1);
    await userEvent.click(screen.getByRole('button', { name: 'Ask again' }));
    await waitFor(() => expect(asked).toHaveLength(2));
  });

  it('are not offered to who may not see them, and that is said', async () => {
    const asked = answerGets('/resources', { items });
    const entry = await open({ resources: 'forbidden' });
    expect(entry).toHaveAttribute('aria-disabled', 'true');
    expect(screen.getByText('Not allowed to you')).toBeVisible();
    expect(asked).toHaveLength(0);
  });

  it('are a tree, with marks and versions', async () => {
    answerGets('/resources', { items });
    const dialog = await openDialog();
    const graph = await dialog.findByRole('region', { name: 'Graph' });

    const [whole] = within(graph).getAllByRole('listitem');
    expect(whole).toHaveTextContent(/^Applicationcheckout-production/);
    const web = boxOf(dialog, 'web');
    expect(web).toHaveTextContent(/Synced/);
    expect(web).toHaveTextContent(/Degraded/);
    expect(web).toHaveTextContent(/exceeded its progress deadline/);
    expect(within(web).getByTitle(/^registry/)).toHaveTextContent(
      'checkout:1.4.2',
    );
    const made = boxOf(dialog, 'web-5d8f').closest('li');
    expect(web.closest('li')).toContainElement(made);
    expect(made).toContainElement(boxOf(dialog, 'web-5d8f-13'));
  });

  it('put away what is many and well, and show it on request', async () => {
    answerGets('/resources', { items });
    const dialog = await openDialog();
    const more = await dialog.findByRole('button', {
      name: 'and 4 more of kind Pod',
    });
    expect(dialog.getByText('web-5d8f-13')).toBeVisible();
    expect(dialog.queryByText('web-5d8f-9')).not.toBeInTheDocument();

    await userEvent.click(more);
    expect(dialog.getByText('web-5d8f-9')).toBeVisible();
    const fewer = dialog.getByRole('button', { name: /^Show fewer/ });
    expect(fewer).toHaveAttribute('aria-expanded', 'true');
    expect(fewer).toHaveFocus();
  });

  it('say of whom they are where that is not listed, and that there are more', async () => {
    answerGets('/resources', { items: [replicaSet], truncated: true });
    const dialog = await openDialog();
    expect(await dialog.findByText('of Deployment/web')).toBeVisible();
    expect(dialog.getByText(/Not all are listed/)).toBeVisible();
  });

  it('say what could not be read, also of what is well', async () => {
    const unread = 'Pods could not be read: Cluster edge does not allow this';
    answerGets('/resources', { items: [{ ...replicaSet, unread }] });
    const dialog = await openDialog();
    expect(await dialog.findByText(unread)).toBeVisible();
    await userEvent.click(dialog.getByRole('tab', { name: 'Table' }));
    expect(await dialog.findByText(unread)).toBeVisible();
  });

  it('are a table that is filtered and sorted', async () => {
    answerGets('/resources', { items: [...pods, replicaSet, deployment] });
    const dialog = await openTable();
    expect(rowsOf(dialog).slice(0, 2)).toEqual([
      'Deployment/web',
      'Pod/web-5d8f-13',
    ]);

    await userEvent.type(
      dialog.getByRole('searchbox', { name: /^Kind, name/ }),
      'pod -1',
    );
    expect(dialog.getByText('5 of 16 resources')).toBeVisible();
    const name = dialog.getByRole('button', { name: 'Name' });
    await userEvent.click(name);
    await userEvent.click(name);
    expect(dialog.getByRole('columnheader', { name: 'Name' })).toHaveAttribute(
      'aria-sort',
      'descending',
    );
    expect(rowsOf(dialog)[0]).toBe('Pod/web-5d8f-13');
    await userEvent.clear(dialog.getByRole('searchbox'));

    await userEvent.click(
      dialog.getByRole('button', { name: /Sync or health/ }),
    );
    await userEvent.click(
      await screen.findByRole('option', { name: 'Degraded · 2' }),
    );
    expect(rowsOf(dialog)).toEqual(['Pod/web-5d8f-13', 'Deployment/web']);
  });

  it('say so when there is none, or none matches', async () => {
    answerGets('/resources', { items: [deployment] });
    const dialog = await openTable();
    await userEvent.type(dialog.getByRole('searchbox'), 'nothing');
    expect(dialog.getByText('No resource matches.')).toBeVisible();

    answerGets('/resources', { items: [] });
    await userEvent.click(dialog.getByRole('button', { name: 'Ask again' }));
    expect(
      await dialog.findByText(/The engine lists no resource/),
    ).toBeVisible();
  });

  it('say why they could not be loaded, and keep what was there', async () => {
    refuseGets('/resources', 503, '"main" could not answer: it is down');
    const dialog = await openDialog();
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      /could not be loaded"main" could not answer: it is down/,
    );

    answerGets('/resources', { items: [deployment] });
    await userEvent.click(dialog.getByRole('button', { name: 'Ask again' }));
    expect(await dialog.findByText('1 resource')).toBeVisible();
    expect(dialog.queryByRole('alert')).not.toBeInTheDocument();

    refuseGets('/resources', 503, 'it is down again');
    await userEvent.click(dialog.getByRole('button', { name: 'Ask again' }));
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      'it is down again',
    );
    expect(dialog.getByText('1 resource')).toBeVisible();

    refuseGets('/resources', 403, 'no longer');
    await userEvent.click(dialog.getByRole('button', { name: 'Ask again' }));
    expect(
      await dialog.findByText('You may not see what it manages'),
    ).toBeVisible();
    expect(dialog.queryByText('1 resource')).not.toBeInTheDocument();
  });
});
