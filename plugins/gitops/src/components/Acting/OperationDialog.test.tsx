import { http, HttpResponse } from 'msw';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { registerMswTestHooks } from '@backstage/test-utils';
import {
  aDrift,
  anAnswer,
  anApplication,
  aRequest,
} from '@backstage-gitops/plugin-gitops-react/testUtils';
import {
  aPending,
  aPreview,
  openDialog,
  OPERATIONS,
  PREVIEW,
} from '../../__testUtils__/acting';
import { anEntity } from '../../__testUtils__/entity';
import { mount } from '../../__testUtils__/mount';
import {
  answerApplications,
  answerCommits,
  answerPosts,
  refusePosts,
  server,
} from '../../__testUtils__/server';

const render = mount['the new frontend system'];

describe('what an operation would do', () => {
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

  it('can be gone to while what it would do is on its way, and asks for nothing before', async () => {
    answerApplications(anAnswer([aPending()]));
    let answer = () => {};
    const held = new Promise<void>(resolve => {
      answer = resolve;
    });
    server.use(
      http.post(`*${PREVIEW}`, async () => {
        await held;
        return HttpResponse.json(aPreview());
      }),
    );
    const asked = answerPosts(OPERATIONS, () => aRequest());
    await render('tab', anEntity());

    const dialog = await openDialog('Sync 3 commits to production');
    const button = dialog.getByRole('button', { name: /^Sync 3 commits/ });
    button.focus();
    expect(button).toHaveFocus();
    expect(button).toHaveAttribute('aria-disabled', 'true');
    await userEvent.keyboard('{Enter}');
    answer();
    await waitFor(() => expect(button).not.toHaveAttribute('aria-disabled'));
    expect(button).toHaveFocus();
    expect(asked).toEqual([]);
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(asked).toHaveLength(1));
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

  it('shows what comes with a resumption where something waited for it', async () => {
    const paused = { since: { at: null, precision: 'unknown' } } as const;
    const flux = anApplication({
      id: 'paused',
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
});
