import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { registerMswTestHooks } from '@backstage/test-utils';
import {
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
  server,
} from '../../__testUtils__/server';

const render = mount['the new frontend system'];

describe('acting on an application', () => {
  registerMswTestHooks(server);
  beforeEach(() => answerCommits({}));

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
});
