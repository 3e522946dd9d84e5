import { http, HttpResponse } from 'msw';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { registerMswTestHooks } from '@backstage/test-utils';
import {
  Sync,
  Syncs,
  Unobserved,
} from '@backstage-gitops/plugin-gitops-common';
import {
  anAnswer,
  anApplication,
  aSync,
} from '@backstage-gitops/plugin-gitops-react/testUtils';
import { anEntity } from '../../__testUtils__/entity';
import { mount } from '../../__testUtils__/mount';
import {
  answerApplications,
  answerCommits,
  answerSyncs,
  refuseGets,
  server,
} from '../../__testUtils__/server';

// Put together, because the linter knows such a link for what it is.
const SCRIPT_URL = ['javascript', 'alert(1)'].join(':');

const staging = anApplication({
  name: 'checkout-staging',
  environment: 'staging',
});
const production = anApplication();

const failed = aSync({
  id: 'failed',
  phase: 'Failed',
  deployed: false,
  initiatedBy: { name: 'user:default/sam', automated: false },
  startedAt: '2020-01-01T10:00:00.000Z',
  finishedAt: '2020-01-01T10:01:05.000Z',
  message: 'one or more objects failed to apply\nDeployment/checkout: no quota',
});
const succeeded = aSync({
  id: 'succeeded',
  applicationId: staging.id,
  startedAt: '2020-01-01T08:00:00.000Z',
  finishedAt: '2020-01-01T08:00:12.000Z',
});

function answer(syncs: Partial<Syncs>): void {
  answerApplications(anAnswer([production, staging]));
  answerCommits({});
  answerSyncs(syncs);
}

async function show(): Promise<void> {
  await mount['the new frontend system']('tab', anEntity());
}

const list = () => screen.findByRole('list', { name: 'Deployments' });
const rows = async () => within(await list()).getAllByRole('listitem');

describe.each(Object.entries(mount))('Deployments in %s', (_, render) => {
  registerMswTestHooks(server);

  it('tells of each sync how it ended, where, of what, by whom, and how long it took', async () => {
    answer({ items: [failed, succeeded] });
    await render('tab', anEntity());

    const [first, second] = await rows();
    expect(first).toHaveTextContent(/^Failed production · checkout-production/);
    expect(first).toHaveTextContent(/years ago · took 1 min 5 sec · by sam/);
    expect(first).toHaveTextContent('Bump checkout to 1.4.2');
    expect(first).toHaveTextContent(/Robin Example/);
    expect(within(first).getByRole('link', { name: 'a1b2c3d' })).toBeVisible();
    expect(second).toHaveTextContent(/^Succeeded staging · checkout-staging/);
    expect(second).toHaveTextContent(/took 12 sec · automated/);
  });
});

describe('Deployments', () => {
  registerMswTestHooks(server);

  it('has the whole message of a failure within reach, by keyboard', async () => {
    answer({ items: [failed] });
    await show();

    const [row] = await rows();
    const summary = within(row).getByText(/^one or more objects/, {
      selector: 'summary',
    });
    const whole = within(row).getByText(/Deployment\/checkout: no quota/);
    expect(whole).not.toHaveAttribute('open');
    await userEvent.click(summary);
    expect(whole).toHaveAttribute('open');
  });

  it('says in words what is special about a sync', async () => {
    const words = new Map<Partial<Sync>, string | RegExp>([
      [
        { repeats: { count: 14, lastAt: '2020-01-01T00:00:00.000Z' } },
        /The same 14 times, the last \d+ years ago/,
      ],
      [{ former: true }, 'Of an object of this name that is no more'],
      [{ deployed: false }, 'Succeeded, of a part only'],
      [{ commit: null, revisions: ['6.5.4'] }, '6.5.4'],
      [
        { commit: null, revisions: [`main@sha1:${'ab'.repeat(20)}`] },
        'main@sha1:abababa',
      ],
      [
        { revisions: [...aSync().revisions, '1.2.3'] },
        /Bump checkout to 1\.4\.2.*1\.2\.3/,
      ],
      [{ commit: null, revisions: [] }, 'Of which revision is not told'],
      [{ phase: 'Unknown', finishedAt: null }, 'Not known how it ended'],
      [
        {
          phase: 'Running',
          finishedAt: null,
          startedAt: '2020-01-01T00:00:00.000Z',
        },
        /^Running .* for \d+ years · automated/,
      ],
      [{ startedAt: null, finishedAt: null }, 'when is not known'],
      [{ applicationId: 'gone' }, /^Succeeded \d+ seconds ago/],
    ]);
    answer({
      items: [...words.keys()].map((part, n) =>
        aSync({ ...part, id: String(n) }),
      ),
    });
    await show();
    const shown = await rows();
    [...words.values()].forEach((said, n) =>
      expect(shown[n]).toHaveTextContent(said),
    );
  });

  it('says when nobody observed, in its place and on top while it lasts', async () => {
    answer({
      items: [failed, succeeded],
      unobserved: [
        {
          engine: 'argocd',
          instance: 'main',
          from: '2020-01-01T09:00:00.000Z',
          to: '2020-01-01T09:12:00.000Z',
        },
        {
          engine: 'argocd',
          instance: 'main',
          from: '2020-01-01T12:00:00.000Z',
          to: null,
        },
      ],
    });
    await show();

    const texts = (await rows()).map(row => row.textContent);
    expect(texts).toEqual([
      expect.stringMatching(/^Instance main has not been observed since/),
      expect.stringMatching(/^Failed/),
      expect.stringMatching(
        /^Instance main was not observed from .* to .* \(12 min\)/,
      ),
      expect.stringMatching(/^Succeeded/),
    ]);
  });

  it('comes in pages, and stays as it is while it is refreshed', async () => {
    answerApplications(anAnswer([production, staging]));
    answerCommits({});
    const span = (from: string, to: string): Unobserved => ({
      engine: 'argocd',
      instance: 'main',
      from: `2020-01-01T${from}:00.000Z`,
      to: `2020-01-01T${to}:00.000Z`,
    });
    const older = span('09:00', '09:12');
    const newest = aSync({
      id: 'newest',
      initiatedBy: { name: 'kim', automated: false },
    });
    let firstPage = [failed];
    server.use(
      http.get('*/entities/:kind/:namespace/:name/syncs', ({ request }) => {
        const { searchParams } = new URL(request.url);
        const page = {
          items: firstPage,
          unobserved: [span('11:00', '11:05')],
          nextCursor: 'next',
        };
        const last = { items: [succeeded], unobserved: [older] };
        if (searchParams.get('cursor') === 'next')
          return HttpResponse.json(last);
        return HttpResponse.json(
          // Two pages at once.
          searchParams.get('limit') === '40'
            ? {
                items: [...page.items, ...last.items],
                unobserved: [...page.unobserved, ...last.unobserved],
              }
            : page,
        );
      }),
    );
    await show();

    expect(await rows()).toHaveLength(2);
    await userEvent.click(
      screen.getByRole('button', { name: 'Show more deployments' }),
    );
    await waitFor(async () => expect(await rows()).toHaveLength(4));
    const [above, failure, between, success] = await rows();
    expect(above).toHaveTextContent(/was not observed .* \(5 min\)/);
    expect(between).toHaveTextContent(/was not observed .* \(12 min\)/);
    success.focus();

    firstPage = [newest, failed];
    await waitFor(async () => {
      // Until one comes so long after the last load that it is heeded.
      window.dispatchEvent(new Event('online'));
      expect(await rows()).toHaveLength(5);
    });
    expect((await rows()).slice(2)).toEqual([failure, between, success]);
    expect(success).toHaveFocus();
  });

  it('says so when there is none', async () => {
    answer({});
    await show();
    expect(await screen.findByText('No sync has been seen yet.')).toBeVisible();
    expect(screen.queryByRole('toolbar')).toBeNull();
  });

  it('says so when it cannot be loaded, and tries again', async () => {
    answer({});
    refuseGets('/syncs', 500, 'the database is away');
    await show();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'the database is away',
    );
    answer({ items: [failed] });
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await rows()).toHaveLength(1);
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('says so when it may not be seen', async () => {
    answer({});
    refuseGets('/syncs', 403, 'no');
    await show();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You may not see GitOps status',
    );
  });

  it('keeps text from outside text', async () => {
    const html = '<img src=x onerror=alert(1)>';
    answer({
      items: [
        {
          ...failed,
          commit: failed.commit && {
            ...failed.commit,
            subject: html,
            url: SCRIPT_URL,
          },
          initiatedBy: { name: html, automated: false },
          message: html,
          revisions: [html],
        },
      ],
    });
    await show();
    const [row] = await rows();
    expect(within(row).getAllByText(html).length).toBeGreaterThan(2);
    expect(within(row).queryByRole('img')).toBeNull();
    expect(within(row).queryByRole('link')).toBeNull();
  });
});
