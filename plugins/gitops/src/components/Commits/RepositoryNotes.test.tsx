import { screen } from '@testing-library/react';
import { registerMswTestHooks } from '@backstage/test-utils';
import { RepositoryHealth } from '@backstage-gitops/plugin-gitops-common';
import { anotherCommit, showTab } from '../../__testUtils__/commits';
import {
  answerCommits,
  readRepository as repository,
  server,
} from '../../__testUtils__/server';

describe('the history of a repository', () => {
  registerMswTestHooks(server);

  it('says how far its repository has been read, and goes on by itself', async () => {
    answerCommits({
      repositories: [
        {
          ...repository,
          state: 'indexing',
          progress: { done: 41_000, total: 80_000 },
        },
      ],
    });
    await showTab();
    const words = `Reading 41,000 of 80,000 commits of ${repository.url}`;
    const bar = await screen.findByRole('progressbar', { name: words });
    expect(bar).toHaveAttribute('value', '41000');
    expect(bar).toHaveAttribute('max', '80000');
    expect(screen.getByText(words)).toBeVisible();
    expect(screen.queryByText(/No commit has touched/)).toBeNull();

    answerCommits({ items: [anotherCommit({ subject: 'Read' })] });
    expect(
      await screen.findByText('Read', {}, { timeout: 20_000 }),
    ).toBeVisible();
    expect(screen.queryByRole('progressbar')).toBeNull();
  });

  it.each<[Partial<RepositoryHealth>, string]>([
    [{ state: 'indexing' }, `The history of ${repository.url} is being read.`],
    [
      { state: 'failing', reason: 'Authentication failed' },
      `The history of ${repository.url} may be old: Authentication failed`,
    ],
    [
      { state: 'failing', reason: 'Authentication failed', indexedAt: null },
      `The history of ${repository.url} could not be read: Authentication failed`,
    ],
    [{ partial: true }, `The history of ${repository.url} is not complete.`],
  ])('says of a repository that is %p: %s', async (part, words) => {
    answerCommits({ repositories: [{ ...repository, ...part }] });
    await showTab();
    expect(await screen.findByText(words)).toBeVisible();
  });

  it('says so when there is none', async () => {
    answerCommits({ repositories: [repository] });
    await showTab();
    expect(
      await screen.findByText('No commit has touched these applications.'),
    ).toBeVisible();
  });

  it('says that none was looked at where no repository is read', async () => {
    answerCommits({ repositories: [] });
    await showTab();
    expect(
      await screen.findByText(/^Nothing of this is rendered from a Git repo/),
    ).toBeVisible();
    expect(screen.queryByText(/No commit/)).toBeNull();
  });

  it.each(['', '?text=bump'])(
    'says of none that is not read yet that nothing is there, at %p',
    async rest => {
      answerCommits({
        repositories: [{ ...repository, indexedAt: null, state: 'indexing' }],
      });
      await showTab(rest);
      await screen.findByText(/is being read/);
      expect(screen.queryByText(/No commit/)).toBeNull();
    },
  );
});
