import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { registerMswTestHooks } from '@backstage/test-utils';
import { Application } from '@backstage-gitops/plugin-gitops-common';
import {
  anAnswer,
  anApplication,
} from '@backstage-gitops/plugin-gitops-react/testUtils';
import { anEntity } from '../../__testUtils__/entity';
import { mount } from '../../__testUtils__/mount';
import {
  answerApplications,
  answerCommits,
  server,
} from '../../__testUtils__/server';

const HOUR_MS = 3_600_000;

let count = 0;

/** Automation waits for its window; what people may do is said. */
async function showWaiting(part: Partial<Application>) {
  count += 1;
  answerApplications(
    anAnswer([
      anApplication({
        id: `waiting-${count}`,
        sync: { status: 'OutOfSync', divergence: 'Pending', pendingCommits: 3 },
        automation: { enabled: true, selfHeal: false, prune: false },
        ...part,
      }),
    ]),
  );
  await mount['the new frontend system']('tab', anEntity());
}

/** The mark, and the time in it. */
async function findMark(words: RegExp) {
  const mark = await screen.findByText(words);
  return { mark, time: within(mark).queryByText(/^for /) };
}

describe('a closed sync window', () => {
  registerMswTestHooks(server);
  beforeEach(() => answerCommits({}));

  it('stands beside Pending, and takes the sync from everybody until it opens', async () => {
    const until = new Date(Date.now() + 3.5 * HOUR_MS).toISOString();
    const closed = { allowed: false, until };
    await showWaiting({
      syncWindow: { automated: closed, manual: closed },
      allowed: { operations: { sync: 'windowClosed', refresh: true } },
    });
    const { time } = await findMark(/^Syncs blocked by a window/);
    expect(time).toHaveTextContent('for 4 hours');
    expect(time).toHaveAttribute('datetime', until);
    expect(time?.title).not.toBe('');
    const button = screen.getByRole('button', { name: /^Sync 3 commits/ });
    expect(button).toBeDisabled();
    expect(button).toHaveAccessibleDescription(
      'A sync window lets nobody sync checkout-production for 4 hours.',
    );
    // Whom to ask does not matter.
    expect(screen.queryByText(/You may not act/)).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: /^More for/ }));
    const compare = await screen.findByRole('menuitem', { name: /Compare/ });
    expect(compare).not.toHaveAttribute('aria-disabled', 'true');
  });

  it('says that people may sync where it lets them', async () => {
    await showWaiting({
      syncWindow: {
        automated: { allowed: false, until: null },
        manual: { allowed: true, until: null },
      },
      allowed: { operations: { sync: true } },
    });
    const { time } = await findMark(/^Automatic syncs blocked by a window/);
    expect(time).not.toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: /^Sync 3 commits/ }),
    ).toBeEnabled();
  });

  it('stands in the menu with its own words where a sync does', async () => {
    const closed = { allowed: false, until: null };
    await showWaiting({
      paused: { since: { at: null, precision: 'unknown' } },
      syncWindow: { automated: closed, manual: closed },
      allowed: { operations: { sync: 'windowClosed', resume: true } },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: /^More for/ }),
    );
    expect(
      await screen.findByText('Not now: a sync window blocks it'),
    ).toBeVisible();
    expect(
      screen.getByRole('menuitem', { name: /^Sync 3 commits/ }),
    ).toHaveAttribute('aria-disabled', 'true');
    expect(screen.queryByText(/Not allowed to you/)).not.toBeInTheDocument();
  });
});
