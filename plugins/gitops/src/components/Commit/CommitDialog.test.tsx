import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { registerMswTestHooks } from '@backstage/test-utils';
import {
  aMark,
  forgetAnswers,
} from '@backstage-gitops/plugin-gitops-react/testUtils';
import { production, showTab } from '../../__testUtils__/commits';
import { mount } from '../../__testUtils__/mount';
import {
  ADDRESS,
  answerCommit,
  answerDiff,
  commit,
  PLACE,
  showDiff,
  touched,
} from '../../__testUtils__/openCommit';
import { answerCommits, refuseGets, server } from '../../__testUtils__/server';

// Put together, because the linter knows such a link for what it is.
const SCRIPT_URL = ['javascript', 'alert(1)'].join(':');

describe.each(Object.entries(mount))('a commit in %s', (_, render) => {
  registerMswTestHooks(server);
  beforeEach(forgetAnswers);

  it('opens by keyboard, and gives the focus back', async () => {
    answerCommits({ items: [commit] });
    answerCommit();
    await showTab('', render);
    const link = await screen.findByRole('link', { name: 'Bump checkout' });
    expect(link).toHaveAttribute('href', `/${ADDRESS}`);
    link.focus();
    await userEvent.keyboard('{Enter}');

    const dialog = await screen.findByRole('dialog', { name: 'Bump checkout' });
    expect(
      await within(dialog).findByText('checkout-production'),
    ).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await waitFor(() =>
      expect(screen.getByRole('link', { name: 'Bump checkout' })).toHaveFocus(),
    );
  });

  it('gives the focus back to its row, also where one came by an address within', async () => {
    answerCommits({ items: [commit] });
    answerCommit();
    await showTab(`#${production.id}`, render);
    const link = await screen.findByRole('link', { name: 'Bump checkout' });
    await waitFor(() =>
      expect(document.getElementById(production.id)).toHaveFocus(),
    );
    link.focus();
    await userEvent.keyboard('{Enter}');
    await screen.findByRole('dialog', { name: 'Bump checkout' });
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await waitFor(() =>
      expect(screen.getByRole('link', { name: 'Bump checkout' })).toHaveFocus(),
    );
  });

  it('opens by its address, also where the list does not have it', async () => {
    answerCommits({ items: [] });
    answerCommit();
    await showTab(ADDRESS, render);
    const dialog = await screen.findByRole('dialog');
    expect(
      await within(dialog).findByRole('heading', { name: 'Bump checkout' }),
    ).toBeVisible();
    await userEvent.click(
      within(dialog).getAllByRole('button', { name: 'Close' })[0],
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });
});

describe('a commit', () => {
  registerMswTestHooks(server);
  beforeEach(forgetAnswers);
  beforeEach(() => void answerCommits({}));

  it('says how it came to its branch, and what each reviewer says', async () => {
    answerCommit({
      dateClamped: true,
      review: {
        state: 'pull',
        pull: {
          number: 12,
          title: 'More room',
          url: 'https://git.example.com/pulls/12',
          author: 'robin',
          mergedAt: '2020-01-01T00:00:00.000Z',
          approvals: 1,
          reviewers: [
            { name: 'Sam', state: 'approved' },
            { name: 'Kim', state: 'requested' },
          ],
        },
      },
      checks: 'none',
      signature: 'unverified',
    });
    await showTab(ADDRESS);
    const dialog = await screen.findByRole('dialog');
    expect(await within(dialog).findByText('approved by Sam')).toBeVisible();
    expect(
      within(dialog).getByRole('link', {
        name: 'Pull request #12: More room',
      }),
    ).toHaveAttribute('href', 'https://git.example.com/pulls/12');
    expect(dialog).toHaveTextContent(/by robin · merged \d+ years ago/);
    const words = within(dialog)
      .getAllByRole('listitem')
      .map(item => item.textContent);
    expect(words.slice(0, 2)).toEqual([
      'Sam approves',
      'Kim was asked, has not answered',
    ]);
    expect(dialog).toHaveTextContent('no checks signature not verified');
    expect(dialog).toHaveTextContent(/Its own date cannot be right/);
  });

  it('says that it was not reviewed only where that is known', async () => {
    answerCommit({ review: { state: 'none' } });
    await showTab(ADDRESS);
    expect(
      await screen.findByText('It came to its branch without a pull request.'),
    ).toBeVisible();
    expect(screen.getByText('not reviewed')).toBeVisible();
  });

  it('has what it touches by environment, with the way there, and how much is hidden', async () => {
    answerCommit(
      {
        marks: [
          aMark({ current: true }),
          aMark({
            applicationId: 'id-cart',
            environment: 'staging',
            state: 'waiting',
          }),
        ],
      },
      {
        impact: {
          items: [
            touched(),
            touched({
              applicationId: 'id-cart',
              name: 'cart',
              environment: 'staging',
              entityRefs: ['component:default/cart'],
              via: ['../../base'],
            }),
          ],
          hidden: 3,
        },
      },
    );
    await showTab(ADDRESS);
    const dialog = await screen.findByRole('dialog');
    const item = (
      await within(dialog).findByText('cart', {
        selector: 'strong',
      })
    ).closest('li');
    expect(item).toHaveTextContent(
      'cart Application · main · cartit waits · changes ../../base',
    );
    expect(within(dialog).getByRole('link', { name: 'cart' })).toHaveAttribute(
      'href',
      '/catalog/default/component/cart/gitops#id-cart',
    );
    expect(dialog).toHaveTextContent(
      /checkout-production Application · main · checkoutit is what runs/,
    );
    expect(
      within(dialog).getByText('and 3 more that are not shown to you'),
    ).toBeVisible();
  });

  it('lists files that count, many of them on request, and counts the others', async () => {
    const files = Array.from({ length: 12 }, (_, n) => `apps/${n}.yaml`);
    answerCommit({}, { files, otherFiles: 12 });
    await showTab(ADDRESS);
    expect(await screen.findByText('apps/0.yaml')).toBeVisible();
    expect(screen.getByText('12 other files')).toBeVisible();
    expect(screen.getByText('apps/11.yaml')).not.toBeVisible();
    await userEvent.click(screen.getByText('and 2 more'));
    expect(screen.getByText('apps/11.yaml')).toBeVisible();
  });

  it('says of one that is not known what may have happened', async () => {
    refuseGets(`/commits/${PLACE}`, 404, 'no');
    await showTab(ADDRESS);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /does not know this commit, or you may not read it/,
    );
  });

  it('shows what the list has of it where the rest cannot be loaded', async () => {
    answerCommits({ items: [commit] });
    refuseGets(`/commits/${PLACE}`, 500, 'the database is away');
    await showTab(ADDRESS);
    const dialog = within(await screen.findByRole('dialog'));
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      /known before: the database is away/,
    );
    expect(dialog.getByText('Robin Example')).toBeVisible();
    answerCommit();
    await userEvent.click(dialog.getByRole('button', { name: 'Try again' }));
    expect(await dialog.findByText('checkout-production')).toBeVisible();
  });

  it('keeps text from outside text', async () => {
    const html = '<img src=x onerror=alert(1)>';
    answerCommit(
      { subject: html, url: SCRIPT_URL, repository: SCRIPT_URL },
      {
        files: [html],
        impact: {
          items: [touched({ name: html, entityRefs: [], via: [html] })],
          hidden: 0,
        },
      },
    );
    answerDiff({
      message: html,
      files: [{ path: html, change: 'added', patch: `@@ +1 @@\n+${html}\n` }],
    });
    await showTab(ADDRESS);
    const dialog = await showDiff();
    await dialog.findByRole('region', { name: html });
    expect(dialog.queryByRole('img')).toBeNull();
    expect(dialog.queryByRole('link')).toBeNull();
  });
});
