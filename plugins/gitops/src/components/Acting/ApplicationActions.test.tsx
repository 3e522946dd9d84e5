import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { registerMswTestHooks } from '@backstage/test-utils';
import { OperationPreview } from '@backstage-gitops/plugin-gitops-common';
import {
  aDrift,
  anAnswer,
  anApplication,
  aRequest,
} from '@backstage-gitops/plugin-gitops-react/testUtils';
import { anEntity } from '../../__testUtils__/entity';
import { mount } from '../../__testUtils__/mount';
import {
  answerApplications,
  answerCommits,
  answerGets,
  answerPosts,
  refusePosts,
  server,
} from '../../__testUtils__/server';

const render = mount['the new frontend system'];
const PREVIEW = '/operations:preview';
const OPERATIONS = '/operations';

let count = 0;

/** One of its own for each test: what one test loaded another must not see. */
function aPending() {
  return anApplication({
    id: `pending-${++count}`,
    sync: { status: 'OutOfSync', divergence: 'Pending', pendingCommits: 3 },
    allowed: { operations: { sync: true, refresh: true }, diff: true },
  });
}

function aPreview(part: Partial<OperationPreview> = {}): OperationPreview {
  return {
    type: 'sync',
    commits: [],
    totalCommits: 0,
    resources: null,
    undoes: { fields: [], total: 0 },
    notes: [],
    ...part,
  };
}

async function openDialog(button: string | RegExp) {
  await userEvent.click(await screen.findByRole('button', { name: button }));
  return within(await screen.findByRole('dialog'));
}

describe('acting on an application', () => {
  registerMswTestHooks(server);
  beforeEach(() => answerCommits({}));

  it('shows what a sync would do, asks for it once, and follows it', async () => {
    const pending = aPending();
    answerApplications(anAnswer([pending]));
    answerPosts(PREVIEW, () =>
      aPreview({
        commits: pending.deployedCommit ? [pending.deployedCommit] : [],
        totalCommits: 3,
        resources: {
          items: [
            { group: 'apps', kind: 'Deployment', name: 'web', prune: false },
          ],
          total: 1,
        },
      }),
    );
    const asked = answerPosts(OPERATIONS, () => aRequest());
    await render('tab', anEntity());

    const dialog = await openDialog('Sync 3 commits to production');
    expect(
      await dialog.findByText('Bump checkout to 1.4.2'),
    ).toBeInTheDocument();
    expect(dialog.getByText('and 2 more commits')).toBeInTheDocument();
    expect(dialog.getByText('Deployment/web')).toBeInTheDocument();

    answerApplications(anAnswer([{ ...pending, requested: aRequest() }]));
    await userEvent.click(
      dialog.getByRole('button', { name: 'Sync 3 commits to production' }),
    );
    expect(
      await screen.findByText(/Sync · under way · by robin/),
    ).toBeVisible();
    expect(asked).toEqual([
      {
        type: 'sync',
        options: { prune: false },
        idempotencyKey: expect.stringMatching(/^[0-9a-f]{32}$/),
      },
    ]);
    // Nothing else can be asked for in the meantime, and the focus is not lost.
    const button = screen.getByRole('button', { name: /^Sync 3 commits/ });
    expect(button).toHaveAttribute('aria-disabled', 'true');
    await waitFor(() => expect(button).toHaveFocus());
  });

  it('deletes nothing unless it is told to', async () => {
    const pending = aPending();
    answerApplications(anAnswer([pending]));
    answerPosts(PREVIEW, () =>
      aPreview({
        resources: {
          items: [{ group: '', kind: 'ConfigMap', name: 'old', prune: true }],
          total: 1,
        },
      }),
    );
    const asked = answerPosts(OPERATIONS, () => aRequest());
    await render('tab', anEntity());

    const dialog = await openDialog('Sync 3 commits to production');
    await userEvent.click(
      await dialog.findByRole('checkbox', {
        name: 'Delete what is no longer in Git',
      }),
    );
    await userEvent.click(
      dialog.getByRole('button', { name: 'Sync 3 commits to production' }),
    );
    await waitFor(() =>
      expect(asked).toMatchObject([{ options: { prune: true } }]),
    );
  });

  it('says what a sync undoes', async () => {
    answerApplications(
      anAnswer([
        anApplication({
          id: 'undone',
          sync: { status: 'OutOfSync', divergence: 'Drifted' },
          drift: aDrift(),
          allowed: { operations: { sync: true }, diff: true },
        }),
      ]),
    );
    answerPosts(PREVIEW, () =>
      aPreview({ undoes: { fields: aDrift().fields, total: 1 } }),
    );
    await render('tab', anEntity());

    const dialog = await openDialog('Sync and undo drift');
    expect(
      await dialog.findByText('Deployment/checkout spec.replicas: 2 → 5'),
    ).toBeInTheDocument();
  });

  it("keeps the dialog and shows the engine's words when it refuses", async () => {
    const pending = aPending();
    answerApplications(anAnswer([pending]));
    answerPosts(PREVIEW, () => aPreview());
    refusePosts(OPERATIONS, 403, 'Only team-shop may sync checkout.');
    await render('tab', anEntity());

    const dialog = await openDialog('Sync 3 commits to production');
    await userEvent.click(
      dialog.getByRole('button', { name: 'Sync 3 commits to production' }),
    );
    expect(
      await dialog.findByText('Only team-shop may sync checkout.'),
    ).toBeInTheDocument();
  });

  it('keeps the button, disabled, where acting is not allowed, and names the owners', async () => {
    const pending = aPending();
    answerApplications(
      anAnswer([
        {
          ...pending,
          allowed: {
            operations: { sync: 'forbidden', refresh: true },
            diff: 'forbidden',
          },
        },
      ]),
    );
    const entity = anEntity();
    await render('tab', {
      ...entity,
      relations: [{ type: 'ownedBy', targetRef: 'group:default/team-shop' }],
    });

    const button = await screen.findByRole('button', { name: /^Sync 3/ });
    expect(button).toBeDisabled();
    expect(button).toHaveAccessibleDescription(
      'You may not act on checkout-production. Ask team-shop.',
    );
    await userEvent.click(screen.getByRole('button', { name: /^More for/ }));
    const refused = await screen.findByRole('group', {
      name: 'Not allowed to you; ask team-shop',
    });
    expect(
      within(refused).getByRole('menuitem', { name: 'Look at the difference' }),
    ).toHaveAttribute('aria-disabled', 'true');
    expect(
      screen.getByRole('menuitem', { name: 'Compare with Git again' }),
    ).not.toHaveAttribute('aria-disabled');
  });

  it('tells the annotation that would confirm a mere claim', async () => {
    const pending = aPending();
    answerApplications(
      anAnswer([
        {
          ...pending,
          allowed: {
            operations: { sync: 'unconfirmed' },
            diff: 'unconfirmed',
          },
        },
      ]),
    );
    const entity = anEntity();
    await render('tab', entity);
    expect(
      await screen.findByText(
        `backstage.io/entity-ref: component:default/${entity.metadata.name}`,
      ),
    ).toBeVisible();
  });

  it('sends whoever merely claims to the owners of what is confirmed', async () => {
    const pending = aPending();
    const entity = anEntity();
    answerApplications(
      anAnswer([
        {
          ...pending,
          allowed: { operations: { sync: 'forbidden' }, diff: 'forbidden' },
          bindings: [
            { entityRef: 'component:default/till', confirmed: true },
            {
              entityRef: `component:default/${entity.metadata.name}`,
              confirmed: false,
            },
          ],
        },
      ]),
    );
    await render('tab', entity);
    expect(
      await screen.findByText(/only names checkout-production/),
    ).toBeVisible();
    expect(screen.getByRole('link', { name: 'till' })).toHaveAttribute(
      'href',
      '/catalog/default/component/till/gitops',
    );
  });

  it('reconciles, pauses and resumes what Flux applies', async () => {
    const flux = anApplication({
      engine: 'flux',
      allowed: {
        operations: { sync: true, suspend: true, resume: true },
        diff: 'forbidden',
      },
    });
    answerApplications(anAnswer([flux]));
    answerPosts(PREVIEW, () => aPreview({ type: 'suspend' }));
    const asked = answerPosts(OPERATIONS, () => aRequest({ type: 'suspend' }));
    await render('tab', anEntity());

    expect(
      await screen.findByRole('button', { name: 'Reconcile now' }),
    ).toBeEnabled();
    await userEvent.click(screen.getByRole('button', { name: /^More for/ }));
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Pause reconciliation' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    answerApplications(
      anAnswer([
        { ...flux, paused: { since: { at: null, precision: 'unknown' } } },
      ]),
    );
    await userEvent.click(
      dialog.getByRole('button', { name: 'Pause reconciliation' }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Resume reconciliation' }),
    );
    await waitFor(() =>
      expect(asked).toMatchObject([{ type: 'suspend' }, { type: 'resume' }]),
    );
  });

  it('shows what comes with a resumption where something waited for it', async () => {
    const paused = { since: { at: null, precision: 'unknown' } } as const;
    const flux = anApplication({
      id: `paused-${++count}`,
      engine: 'flux',
      paused: { ...paused, since: { ...paused.since } },
      sync: { status: 'OutOfSync', divergence: 'Pending', pendingCommits: 1 },
      allowed: { operations: { resume: true }, diff: true },
    });
    answerApplications(anAnswer([flux]));
    answerPosts(PREVIEW, () =>
      aPreview({
        type: 'resume',
        commits: flux.deployedCommit ? [flux.deployedCommit] : [],
        totalCommits: 1,
      }),
    );
    const asked = answerPosts(OPERATIONS, () => aRequest({ type: 'resume' }));
    await render('tab', anEntity());

    const dialog = await openDialog('Resume reconciliation');
    expect(
      await dialog.findByText('Bump checkout to 1.4.2'),
    ).toBeInTheDocument();
    expect(asked).toEqual([]);
  });

  it('says what is not known of what it would do, and can be asked for all the same', async () => {
    const pending = aPending();
    answerApplications(anAnswer([pending]));
    refusePosts(PREVIEW, 503, 'Argo CD main is away');
    const asked = answerPosts(OPERATIONS, () => aRequest());
    await render('tab', anEntity());

    const dialog = await openDialog('Sync 3 commits to production');
    const problem = await dialog.findByRole('alert');
    expect(problem).toHaveTextContent('What it would do is not known');
    expect(problem).toHaveTextContent('Argo CD main is away');
    await userEvent.click(
      dialog.getByRole('button', { name: 'Sync 3 commits to production' }),
    );
    await waitFor(() => expect(asked).toHaveLength(1));
  });

  it('says aloud how it stands, but not with every second', async () => {
    const pending = aPending();
    answerApplications(anAnswer([pending]));
    answerPosts(PREVIEW, () => aPreview());
    answerPosts(OPERATIONS, () => aRequest());
    await render('tab', anEntity());

    const dialog = await openDialog('Sync 3 commits to production');
    // What is said aloud has to have its place before.
    const lane = document.querySelector('section[aria-label="production"]');
    const places = [...(lane?.querySelectorAll('[role="status"]') ?? [])];
    answerApplications(anAnswer([{ ...pending, requested: aRequest() }]));
    await dialog.findByText(/nothing|known/i);
    await userEvent.click(
      dialog.getByRole('button', { name: 'Sync 3 commits to production' }),
    );

    const news = await screen.findByText(/Sync · under way · by robin/);
    const place = news.closest('[role="status"]');
    expect(places).toContain(place);
    expect(place).toHaveTextContent(/^checkout-production/);
    expect(place?.querySelector('time')).toHaveAttribute('aria-live', 'off');
  });

  it('tells how the last one ended, in the words of the engine where it failed', async () => {
    const pending = aPending();
    const finishedAt = new Date().toISOString();
    answerApplications(
      anAnswer([
        {
          ...pending,
          requested: aRequest({
            phase: 'Failed',
            finishedAt,
            message: 'Cannot sync: blocked by sync window',
          }),
        },
      ]),
    );
    await render('tab', anEntity());
    expect(await screen.findByText(/Sync · failed · by robin/)).toBeVisible();
    expect(
      screen.getByText('Cannot sync: blocked by sync window'),
    ).toBeVisible();
  });

  it('shows what differs, line by line', async () => {
    const pending = aPending();
    answerApplications(anAnswer([pending]));
    answerGets('/diff', {
      items: [
        {
          group: 'apps',
          kind: 'Deployment',
          name: 'web',
          desired: 'spec:\n  replicas: 2\n',
          live: 'spec:\n  replicas: 5\n',
        },
      ],
      truncated: false,
    });
    await render('tab', anEntity());

    await userEvent.click(
      await screen.findByRole('button', { name: /^More for/ }),
    );
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Look at the difference' }),
    );
    const region = await screen.findByRole('region', {
      name: 'Deployment/web',
    });
    expect(region).toHaveTextContent('spec: - replicas: 2 + replicas: 5');
  });
});
