import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { registerMswTestHooks } from '@backstage/test-utils';
import {
  anAnswer,
  aCommit,
  aMark,
  anApplication,
  aRequest,
} from '@backstage-gitops/plugin-gitops-react/testUtils';
import { anEntity } from '../../__testUtils__/entity';
import { mount } from '../../__testUtils__/mount';
import { rootRouteRef } from '../../routes';
import {
  answerApplications,
  answerCommits,
  answerGets,
  server,
} from '../../__testUtils__/server';

// Put together, because the linter knows such a link for what it is.
const SCRIPT_URL = ['javascript', 'alert(1)'].join(':');

const staging = anApplication({
  name: 'checkout-staging',
  environment: 'staging',
});
const production = anApplication();

const runsInStaging = aCommit({
  subject: 'Log more in checkout',
  marks: [
    aMark({
      applicationId: staging.id,
      environment: 'staging',
      current: true,
    }),
    aMark({ applicationId: production.id, state: 'waiting' }),
  ],
});

describe.each(Object.entries(mount))('GitopsContent in %s', (_, render) => {
  registerMswTestHooks(server);

  it('shows lanes in promotion order and where each commit runs', async () => {
    answerApplications(anAnswer([production, staging]));
    answerCommits({ items: [runsInStaging] });
    await render('tab', anEntity());

    const row = (await screen.findByText('Log more in checkout')).closest('tr');
    if (!row) throw new Error('the commit is not in a table');
    expect(
      within(row).getByRole('img', { name: 'Runs in staging' }),
    ).toBeVisible();
    expect(
      within(row).getByRole('img', { name: 'Waits for production' }),
    ).toBeVisible();
    const headings = screen
      .getAllByRole('heading', { level: 2 })
      .map(heading => heading.textContent);
    expect(headings).toEqual([
      'staging',
      'production',
      'Commits',
      'Deployments',
      'Requests from the portal',
    ]);
  });
});

describe('GitopsContent', () => {
  registerMswTestHooks(server);

  it('keeps text from outside text', async () => {
    answerApplications(
      anAnswer([
        anApplication({
          links: [{ title: 'Open it', url: SCRIPT_URL }],
          sources: [{ type: 'git', repoUrl: SCRIPT_URL }],
        }),
      ]),
    );
    answerCommits({
      items: [
        aCommit({ subject: '<img src=x onerror=alert(1)>', url: SCRIPT_URL }),
      ],
    });
    await mount['the new frontend system']('tab', anEntity());

    expect(
      await screen.findByText('<img src=x onerror=alert(1)>'),
    ).toBeVisible();
    for (const link of screen.queryAllByRole('link')) {
      expect(link.getAttribute('href')).not.toMatch(/javascript/);
    }
  });

  it('names the images that run, short and whole, many of them on request', async () => {
    const images = ['api:1', 'db:2', 'job:3', 'web:4'].map(
      each => `registry.example.com/shop/${each}`,
    );
    answerApplications(anAnswer([anApplication({ images })]));
    answerCommits({});
    await mount['the new frontend system']('tab', anEntity());

    const image = await screen.findByText('api:1');
    expect(image).toHaveAttribute('title', images[0]);
    expect(screen.getByText('web:4')).not.toBeVisible();
    await userEvent.click(screen.getByText('and 1 more'));
    expect(screen.getByText('web:4')).toBeVisible();
  });

  it.each([null, []])('has no heading for no images: %p', async images => {
    answerApplications(anAnswer([anApplication({ images })]));
    answerCommits({});
    await mount['the new frontend system']('tab', anEntity());

    expect(await screen.findByText('Source')).toBeVisible();
    expect(screen.queryByText('Images')).toBeNull();
  });

  it('says each thing of the engine once, as a reason or besides', async () => {
    const broken = 'ComparisonError: no such path';
    const condition = (type: string, message: string) => ({ type, message });
    answerApplications(
      anAnswer([
        anApplication({
          sync: { status: 'Unknown', divergence: 'Unknown', reason: broken },
          conditions: [
            condition('ComparisonError', broken),
            condition('OrphanedResourceWarning', 'It has 2 orphaned resources'),
          ],
        }),
      ]),
    );
    answerCommits({});
    await mount['the new frontend system']('tab', anEntity());

    const [besides] = await screen.findAllByText('Conditions');
    expect(besides.parentElement).toHaveTextContent(
      'OrphanedResourceWarningIt has 2 orphaned resources',
    );
    expect(besides.parentElement).not.toHaveTextContent(broken);
    expect(screen.getAllByText(broken)).toHaveLength(1);
  });

  it('has what people asked for in the portal, and more of it on request', async () => {
    answerApplications(anAnswer([production]));
    answerCommits({});
    const asked = answerGets('/operations', {
      items: [
        aRequest({
          applicationId: production.id,
          phase: 'Failed',
          finishedAt: '2030-01-01T00:00:00.000Z',
          message: 'blocked by sync window',
        }),
      ],
      nextCursor: 'next',
    });
    await mount['the new frontend system']('tab', anEntity());

    expect(await screen.findByText(/Sync · failed · by robin/)).toBeVisible();
    expect(screen.getByText('blocked by sync window')).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show more requests' }),
    );
    await waitFor(() =>
      expect(asked.some(query => query.get('cursor') === 'next')).toBe(true),
    );
  });

  it.each([
    ['stale', 'main cannot be reached'],
    ['failing', 'main answers with errors'],
  ] as const)(
    'says of an instance that is %s since when, why, and how old what is shown is',
    async (state, title) => {
      answerApplications(
        anAnswer([anApplication({ stale: true })], {
          instances: [
            {
              engine: 'argocd',
              name: 'main',
              state,
              since: '2020-01-01T00:00:00.000Z',
              reason: 'connection refused',
              lastSeenAt: '2020-01-01T00:00:00.000Z',
              capabilities: {
                drift: true,
                driftWhilePending: true,
                operations: [],
                resources: false,
                diff: false,
              },
            },
          ],
        }),
      );
      answerCommits({});
      await mount['the new frontend system']('tab', anEntity());

      expect(await screen.findByText(title)).toBeVisible();
      expect(screen.getByText(/^For \d+ years\.$/)).toBeVisible();
      expect(
        screen.getByText(/^What is shown of it was last seen \d+ years ago\.$/),
      ).toBeVisible();
      expect(screen.getByText('connection refused')).toBeVisible();
    },
  );
});

describe('what an application hangs together with', () => {
  registerMswTestHooks(server);

  const related = anApplication({
    kind: 'Kustomization',
    namespace: 'flux-system',
    parent: { kind: 'Kustomization', namespace: 'flux-system', name: 'apps' },
    dependsOn: [
      { kind: 'Kustomization', namespace: 'infra', name: 'ingress & dns' },
    ],
  });

  it.each(Object.entries(mount))(
    'leads to the fleet in %s',
    async (_, render) => {
      answerApplications(anAnswer([related]));
      answerCommits({});
      await render('tab', anEntity(), { routes: { '/gitops': rootRouteRef } });

      expect(
        await screen.findByRole('link', { name: 'Kustomization apps' }),
      ).toHaveAttribute('href', '/gitops/applications?text=apps&instance=main');
      expect(
        screen.getByRole('link', { name: 'Kustomization infra/ingress & dns' }),
      ).toHaveAttribute(
        'href',
        '/gitops/applications?text=ingress+%26+dns&instance=main',
      );
    },
  );

  it('says what waits for the parent to apply it', async () => {
    const sync = { ...related.sync, pendingInParent: 2 };
    answerApplications(anAnswer([{ ...related, sync }]));
    answerCommits({});
    await mount['the new frontend system']('tab', anEntity());

    const [label] = await screen.findAllByText('Applied by');
    expect(label.parentElement).toHaveTextContent(
      'Kustomization apps · 2 commits that change it wait there',
    );
  });

  it('leads to what applies the ApplicationSet that made it', async () => {
    const argocd = (kind: string, name: string) => ({
      kind,
      namespace: related.namespace,
      name,
    });
    const parent = argocd('ApplicationSet', 'everything');
    const appliedBy = argocd('Application', 'apps');
    answerApplications(anAnswer([{ ...related, parent, appliedBy }]));
    answerCommits({});
    await mount['the new frontend system']('tab', anEntity(), {
      routes: { '/gitops': rootRouteRef },
    });

    const [label] = await screen.findAllByText('Applied by');
    expect(label.parentElement).toHaveTextContent(
      'ApplicationSet everything, by Application apps',
    );
    expect(
      screen.getByRole('link', { name: 'Application apps' }),
    ).toHaveAttribute('href', '/gitops/applications?text=apps&instance=main');
    expect(screen.queryByRole('link', { name: /everything/ })).toBeNull();
  });

  it('says it without a link where the fleet is not there or does not have it', async () => {
    const parent = {
      kind: 'ApplicationSet',
      namespace: 'argocd',
      name: 'everything',
    };
    answerApplications(anAnswer([{ ...related, parent }]));
    answerCommits({});
    await mount['the new frontend system']('tab', anEntity());

    expect(
      await screen.findByText('ApplicationSet argocd/everything'),
    ).toBeVisible();
    expect(screen.getByText('Kustomization infra/ingress & dns')).toBeVisible();
    expect(screen.queryByRole('link', { name: /ingress/ })).toBeNull();
  });
});
