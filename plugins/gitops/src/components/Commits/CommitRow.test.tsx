import { screen, within } from '@testing-library/react';
import { registerMswTestHooks } from '@backstage/test-utils';
import { Commit, PullRequest } from '@backstage-gitops/plugin-gitops-common';
import {
  aMark,
  anAnswer,
  anApplication,
} from '@backstage-gitops/plugin-gitops-react/testUtils';
import {
  anotherCommit,
  commitRows,
  production,
  showTab,
  staging,
} from '../../__testUtils__/commits';
import { anEntity } from '../../__testUtils__/entity';
import { mount } from '../../__testUtils__/mount';
import {
  answerApplications,
  answerCommits,
  server,
} from '../../__testUtils__/server';

// Put together, because the linter knows such a link for what it is.
const SCRIPT_URL = ['javascript', 'alert(1)'].join(':');

const pull: PullRequest = {
  number: 12,
  title: 'More room for checkout',
  url: 'https://git.example.com/platform/deployments/pulls/12',
  author: 'robin',
  mergedAt: '2020-01-01T00:00:00.000Z',
  reviewers: [{ name: 'Sam', state: 'approved' }],
  approvals: 1,
};

describe.each(Object.entries(mount))('Commits in %s', (_, render) => {
  registerMswTestHooks(server);

  it('says of each what it is, by whom, how it was reviewed and where it runs', async () => {
    answerCommits({
      items: [
        anotherCommit({
          subject: 'Bump checkout',
          merge: true,
          author: {
            name: 'Robin Example',
            email: 'robin@example.com',
            entityRef: 'user:default/robin',
          },
          review: { state: 'pull', pull },
          checks: 'passed',
          signature: 'verified',
          marks: [
            aMark({
              current: true,
              since: { at: '2020-01-01T00:00:00.000Z', precision: 'exact' },
            }),
            aMark({
              applicationId: staging.id,
              environment: 'staging',
              via: ['../../base'],
            }),
          ],
        }),
      ],
    });
    await showTab('', render);

    const row = await screen.findByRole('row', { name: /Bump checkout/ });
    expect(row).toHaveTextContent(
      /Bump checkout merge changes \.\.\/\.\.\/base signature verifiedRobin Example/,
    );
    expect(
      within(row).getByRole('link', { name: 'Robin Example' }),
    ).toHaveAttribute('href', '/catalog/default/user/robin');
    expect(
      within(row).getByRole('link', {
        name: 'Pull request #12: More room for checkout',
      }),
    ).toHaveAttribute('href', pull.url);
    expect(row).toHaveTextContent(/#12 approved by Sam checks passed/);
    expect(
      within(row).getByRole('img', {
        name: /^Runs in production, since .*20(19|20)/,
      }),
    ).toBeVisible();
    expect(within(row).getByText(/^for \d+ years$/)).toBeVisible();
    expect(within(row).getByRole('img', { name: 'In staging' })).toBeVisible();
  });
});

describe('a commit in the list', () => {
  registerMswTestHooks(server);

  it.each<[string, Partial<Commit>, RegExp]>([
    [
      'was pushed past review',
      { review: { state: 'none' }, checks: 'failed' },
      /not reviewed checks failed/,
    ],
    [
      'nobody approved',
      { review: { state: 'pull', pull: { ...pull, approvals: 0 } } },
      /#12 not approved/,
    ],
    [
      'somebody wanted otherwise',
      {
        review: {
          state: 'pull',
          pull: {
            ...pull,
            reviewers: [{ name: 'Kim', state: 'changesRequested' }],
          },
        },
      },
      /#12 changes requested/,
    ],
    [
      'many approved',
      {
        review: {
          state: 'pull',
          pull: {
            ...pull,
            approvals: 3,
            reviewers: ['Sam', 'Kim', 'Alex'].map(name => ({
              name,
              state: 'approved' as const,
            })),
          },
        },
      },
      /#12 approved by Sam, Kim \+1/,
    ],
    [
      'cannot be told of',
      { review: { state: 'unknown', reason: 'the token was refused' } },
      /review not known \(the token was refused\)/,
    ],
    [
      'has a signature that nobody vouches for',
      { signature: 'unverified' },
      /signature not verified/,
    ],
    [
      'counts for much',
      { marks: [aMark({ via: ['../../base', '../../lib'] })] },
      /changes \.\.\/\.\.\/base and 1 more input/,
    ],
    ['says nothing', { subject: '' }, /without a subject/],
  ])('%s', async (_, part, words) => {
    answerCommits({ items: [anotherCommit(part)] });
    await showTab();
    const [row] = await commitRows();
    expect(row).toHaveTextContent(words);
  });

  it('is accused of nothing while its review is not known', async () => {
    answerCommits({ items: [anotherCommit()] });
    await showTab();
    const [row] = await commitRows();
    expect(row).toHaveTextContent(/review not known/);
    expect(row).not.toHaveTextContent(/not (reviewed|approved|asked)/);
    expect(row).not.toHaveTextContent(/checks|signature/);
  });

  it('waits where a part of an environment waits, and runs in the other', async () => {
    const worker = anApplication({ name: 'worker' });
    answerCommits({
      items: [
        anotherCommit({
          marks: [
            aMark({ current: true }),
            aMark({ applicationId: worker.id, state: 'waiting' }),
          ],
        }),
      ],
    });
    answerApplications(anAnswer([production, worker]));
    await mount['the new frontend system']('tab', anEntity());
    const [row] = await commitRows();
    const marks = within(row).getAllByRole('img');
    expect(marks.map(mark => mark.textContent)).toEqual([
      'Waits for production: worker',
      'Runs in production: checkout-production',
    ]);
  });

  it('is marked in the lane of its applications, also where that has no name any more', async () => {
    answerCommits({
      items: [
        anotherCommit({
          marks: [
            aMark({
              applicationId: 'id-old',
              environment: 'old',
              current: true,
            }),
          ],
        }),
      ],
    });
    answerApplications(
      anAnswer([anApplication({ id: 'id-old', environment: 'old' })]),
    );
    await mount['the new frontend system']('tab', anEntity());
    const [row] = await commitRows();
    expect(
      within(row).getByRole('img', { name: 'Runs in no environment' }),
    ).toBeVisible();
  });

  it('has no link that is none', async () => {
    answerCommits({
      items: [
        anotherCommit({
          url: SCRIPT_URL,
          review: { state: 'pull', pull: { ...pull, url: SCRIPT_URL } },
        }),
      ],
    });
    await showTab();
    const [row] = await commitRows();
    const links = within(row).getAllByRole('link');
    expect(links.map(link => link.textContent)).toEqual([
      expect.stringMatching(/^Commit \d+$/),
    ]);
  });
});
