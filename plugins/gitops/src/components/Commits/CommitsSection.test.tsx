import { http, HttpResponse } from 'msw';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { registerMswTestHooks } from '@backstage/test-utils';
import {
  anotherCommit,
  commitRows,
  showTab,
  staging,
} from '../../__testUtils__/commits';
import { holdCommits } from '../../__testUtils__/holdCommits';
import {
  atTheEnd,
  watchIntersections,
} from '../../__testUtils__/intersections';
import { answerCommits, refuseGets, server } from '../../__testUtils__/server';

const rowOf = (name: RegExp) => screen.findByRole('row', { name });

describe('the list of commits', () => {
  registerMswTestHooks(server);

  it('is filtered as its address says', async () => {
    const asked = answerCommits({ items: [anotherCommit()] });
    await showTab(
      `?text=bump&author=robin&environment=staging&application=${staging.id}`,
    );
    await screen.findByRole('table');
    expect(Object.fromEntries(asked[0])).toEqual({
      text: 'bump',
      author: 'robin',
      environment: 'staging',
      application: staging.id,
      limit: '20',
    });
    expect(
      screen.getByRole('searchbox', { name: 'Subject or id' }),
    ).toHaveValue('bump');
  });

  it('is searched when typing is over, and says when nothing matches', async () => {
    const all = answerCommits({
      items: [anotherCommit({ subject: 'Bump it' })],
    });
    await showTab();
    await rowOf(/Bump it/);
    const none = answerCommits({});
    const search = screen.getByRole('searchbox', { name: 'Subject or id' });
    await userEvent.type(search, 'nothing like it');
    expect(await screen.findByText('No commit matches.')).toBeVisible();
    expect(none.at(-1)?.get('text')).toBe('nothing like it');
    expect(all.some(query => query.get('text'))).toBe(false);

    answerCommits({ items: [anotherCommit({ subject: 'Bump it again' })] });
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    expect(search).toHaveFocus();
    expect(await rowOf(/Bump it again/)).toBeVisible();
    expect(search).toHaveValue('');
  });

  it('says nothing of what is asked for until that has come', async () => {
    answerCommits({});
    await showTab('?text=zzz');
    await screen.findByText('No commit matches.');
    const release = holdCommits({
      items: [anotherCommit({ subject: 'Here' })],
    });
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    expect(await screen.findByText('Loading commits')).toBeInTheDocument();
    expect(screen.queryByText(/No commit/)).toBeNull();
    release();
    expect(await rowOf(/Here/)).toBeVisible();
  });

  it('begins at the top when it is of something else', async () => {
    answerCommits({ items: [anotherCommit()] });
    await showTab();
    await commitRows();
    const list = screen.getByRole('region', { name: 'Commits' });
    list.scrollTop = 500;
    answerCommits({ items: [anotherCommit({ subject: 'Other' })] });
    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Author' }),
      'kim',
    );
    await rowOf(/Other/);
    await waitFor(() => expect(list.scrollTop).toBe(0));
  });

  it('takes no longer a text than can be asked for', async () => {
    const asked = answerCommits({ items: [anotherCommit()] });
    await showTab();
    await commitRows();
    await userEvent.click(
      screen.getByRole('searchbox', { name: 'Subject or id' }),
    );
    await userEvent.paste('x'.repeat(300));
    await waitFor(() =>
      expect(asked.at(-1)?.get('text')).toBe('x'.repeat(200)),
    );
  });

  it('has what was typed just before a commit was opened', async () => {
    const asked = answerCommits({
      items: [anotherCommit({ subject: 'Bump' })],
    });
    refuseGets('/commits/:repository/:sha', 404, 'no');
    await showTab();
    const link = await screen.findByRole('link', { name: 'Bump' });
    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Subject or id' }),
      'bu',
    );
    await userEvent.click(link);
    const dialog = within(await screen.findByRole('dialog'));
    await waitFor(() => expect(asked.at(-1)?.get('text')).toBe('bu'));
    await userEvent.click(dialog.getAllByRole('button', { name: 'Close' })[0]);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(
      screen.getByRole('searchbox', { name: 'Subject or id' }),
    ).toHaveValue('bu');
  });

  it('offers environments and applications to choose from', async () => {
    const asked = answerCommits({ items: [anotherCommit()] });
    await showTab();
    await screen.findByRole('table');
    await userEvent.click(screen.getByRole('button', { name: /Application$/ }));
    await userEvent.click(
      await screen.findByRole('option', { name: 'checkout-staging' }),
    );
    await waitFor(() =>
      expect(asked.at(-1)?.get('application')).toBe(staging.id),
    );
  });

  it('goes on when its end comes into view, and at its button', async () => {
    watchIntersections();
    const pages = [1, 2, 3].map(page =>
      anotherCommit({ subject: `On page ${page}` }),
    );
    const asked: string[] = [];
    server.use(
      http.get('*/entities/:kind/:namespace/:name/commits', ({ request }) => {
        const { searchParams } = new URL(request.url);
        const cursor = searchParams.get('cursor');
        if (cursor) asked.push(cursor);
        const begin = Number(cursor ?? 0);
        const end = begin + Number(searchParams.get('limit')) / 20;
        return HttpResponse.json({
          items: pages.slice(begin, end),
          repositories: [],
          nextCursor: end < 3 ? String(end) : undefined,
        });
      }),
    );
    await showTab();
    const first = await rowOf(/On page 1/);
    expect(asked).toEqual([]);

    act(atTheEnd);
    await rowOf(/On page 2/);
    await userEvent.click(
      screen.getByRole('button', { name: 'Show more commits' }),
    );
    await rowOf(/On page 3/);
    // Each page was asked for once.
    expect(asked).toEqual(['1', '2']);
    expect((await commitRows())[0]).toBe(first);
    expect(
      screen.queryByRole('button', { name: 'Show more commits' }),
    ).toBeNull();
    // The button is gone, and where it was one goes on by keyboard.
    await waitFor(() => expect(document.body).not.toHaveFocus());
    await userEvent.tab({ shift: true });
    expect(screen.getByRole('link', { name: 'On page 3' })).toHaveFocus();
  });

  it('keeps what there is where more cannot be loaded, and tries again in its place', async () => {
    answerCommits({
      items: [anotherCommit({ subject: 'Kept' })],
      nextCursor: '1',
    });
    await showTab();
    await rowOf(/Kept/);
    refuseGets('/commits', 500, 'the database is away');
    await userEvent.click(
      screen.getByRole('button', { name: 'Show more commits' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /known before: the database is away/,
    );
    answerCommits({ items: [anotherCommit({ subject: 'Come at last' })] });
    const region = screen.getByRole('region', { name: 'Commits' });
    await userEvent.click(
      within(region).getByRole('button', { name: 'Try again' }),
    );
    expect(await rowOf(/Come at last/)).toBeVisible();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('leaves the focus where it is when a commit comes in', async () => {
    const old = anotherCommit({ subject: 'Was there' });
    answerCommits({ items: [old] });
    await showTab();
    const link = await screen.findByRole('link', { name: 'Was there' });
    link.focus();
    answerCommits({ items: [anotherCommit({ subject: 'Came in' }), old] });
    await waitFor(async () => {
      // Until one comes so long after the last load that it is heeded.
      window.dispatchEvent(new Event('online'));
      expect(await commitRows()).toHaveLength(2);
    });
    expect(link).toHaveFocus();
    expect((await commitRows())[1]).toContainElement(link);
  });
});
