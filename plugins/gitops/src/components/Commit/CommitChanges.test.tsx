import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { registerMswTestHooks } from '@backstage/test-utils';
import { forgetAnswers } from '@backstage-gitops/plugin-gitops-react/testUtils';
import { showTab } from '../../__testUtils__/commits';
import {
  ADDRESS,
  answerCommit,
  answerDiff,
  showDiff,
} from '../../__testUtils__/openCommit';
import { answerCommits, refuseGets, server } from '../../__testUtils__/server';

describe('what a commit changed', () => {
  registerMswTestHooks(server);
  beforeEach(forgetAnswers);
  beforeEach(() => void answerCommits({}));

  it('asks Git what it changed only when one wants to see it', async () => {
    answerCommit();
    const asked = answerDiff({
      message: 'Bump checkout\n\nThe old one leaks.\n',
      files: [
        {
          path: 'a.yaml',
          change: 'changed',
          patch: '@@ -1 +1 @@\n-image: 1\n+image: 2\n',
        },
        { path: 'b.png', change: 'added', patch: null, withheld: 'binary' },
        { path: 's.yaml', change: 'added', patch: null, withheld: 'secret' },
        {
          path: 'c.yaml',
          change: 'removed',
          patch: `@@ -1,300 +0,0 @@\n${'-line\n'.repeat(300)}`,
          withheld: 'cut',
        },
      ],
      otherFiles: 1,
    });
    await showTab(ADDRESS);
    const before = within(await screen.findByRole('dialog'));
    await before.findByText('checkout-production');
    expect(asked).toHaveLength(0);
    const dialog = await showDiff();

    expect(
      dialog.getByRole('heading', { name: 'What it changed' }),
    ).toHaveFocus();
    const region = await dialog.findByRole('region', { name: 'a.yaml' });
    expect(region).toHaveTextContent('⋯ @@ -1 +1 @@ - image: 1 + image: 2');
    expect(dialog.getByText(/The old one leaks\./)).toBeVisible();
    expect(dialog.getByText('changed · +1 −1')).toBeVisible();
    expect(dialog.getByText('Its content is not text.')).toBeVisible();
    expect(dialog.getByText(/^It has values of a Secret/)).toBeVisible();
    // How much of it there is nobody here can count.
    expect(dialog.getByText('removed')).toBeVisible();
    expect(dialog.getByText('1 other file')).toBeVisible();
    expect(dialog.getByText(/^Not all of it is shown/)).not.toBeVisible();
    await userEvent.click(dialog.getByText('c.yaml'));
    expect(dialog.getByText(/^Not all of it is shown/)).toBeVisible();
  });

  it('counts a long one whole, and says that it does not show all of it', async () => {
    answerCommit();
    answerDiff({
      files: [
        {
          path: 'a.yaml',
          change: 'added',
          patch: `@@ -0,0 +1,2500 @@\n${'+line\n'.repeat(2_500)}`,
        },
      ],
    });
    await showTab(ADDRESS);
    const dialog = await showDiff();
    expect(await dialog.findByText('added · +2500 −0')).toBeVisible();
    expect(dialog.getByText(/^Not all of it is shown/)).toBeInTheDocument();
  });

  it('says why what it changed may not be seen', async () => {
    answerCommit();
    refuseGets('/diff', 403, 'no');
    await showTab(ADDRESS);
    await showDiff();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /You may not see what it changed.*gitops\.application\.inspect/,
    );
  });

  it('asks Git again where it did not answer', async () => {
    answerCommit();
    refuseGets('/diff', 500, 'git took too long');
    await showTab(ADDRESS);
    const dialog = await showDiff();
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      'git took too long',
    );
    answerDiff({ message: 'Come at last' });
    await userEvent.click(dialog.getByRole('button', { name: 'Try again' }));
    expect(await dialog.findByText('Come at last')).toBeVisible();
    expect(
      dialog.getByText('It changed no file that you may look into.'),
    ).toBeVisible();
  });
});
