import { expect, Page, test } from '@playwright/test';
import { apiOf, applicationId } from './api';
import { expectAccessible, openEntity, pressOn, signInAs } from './portal';
import { sandbox } from './sandbox';

/** Presses the button that acts in one environment's lane, and confirms. */
async function act(page: Page, environment: string, action: RegExp) {
  const lane = page.getByRole('region', { name: environment, exact: true });
  await lane.getByRole('button', { name: action }).click();
  const dialog = page.getByRole('dialog', { name: action });
  await expect(dialog).toBeVisible();
  await expectAccessible(page, '[data-gitops="operation"]');
  await dialog.getByRole('button', { name: action }).click();
  await expect(dialog).toBeHidden();
  return lane;
}

test('the owner syncs with Argo CD, sees it end, and is in the history', async ({
  page,
}) => {
  await signInAs(page, 'Robin Example');
  await openEntity(page, 'checkout', '/gitops');
  await sandbox.commit('checkout-production', `Sync me ${Date.now()}`);

  const lane = await act(
    page,
    'production',
    /^Sync \d+ commits? to production/,
  );
  await expect(lane.getByText(/Sync · succeeded · by robin/)).toBeVisible();
  await expect(lane.getByText('Synced')).toBeVisible();
  await expect(lane.getByText(/Succeeded · robin/)).toBeVisible();

  const history = page.locator('[data-gitops="activity"]');
  await expect(
    history.getByText(/Sync · succeeded · by robin/).first(),
  ).toBeVisible();
});

test('the owner reconciles with Flux, pauses and resumes, by keyboard', async ({
  page,
}) => {
  await signInAs(page, 'Robin Example');
  await openEntity(page, 'image-resizer', '/gitops');
  const lane = await act(page, 'production', /^Reconcile/);
  await expect(lane.getByText(/Sync · succeeded · by robin/)).toBeVisible();

  await pressOn(lane.getByRole('button', { name: /^More for/ }), 'Enter');
  const pause = page.getByRole('menuitem', { name: 'Pause reconciliation' });
  await expect(pause).toBeFocused();
  await pressOn(pause, 'Enter');
  const dialog = page.getByRole('dialog', { name: /^Pause reconciliation/ });
  await pressOn(
    dialog.getByRole('button', { name: 'Pause reconciliation' }),
    'Enter',
  );
  await expect(dialog).toBeHidden();
  await expect(lane.getByText(/Paused by/)).toBeVisible();

  await pressOn(
    lane.getByRole('button', { name: 'Resume reconciliation' }),
    'Enter',
  );
  await expect(lane.getByText(/Paused/)).toHaveCount(0);
  const history = page.locator('[data-gitops="activity"]');
  await expect(
    history.getByText(/Resumption · succeeded · by robin/).first(),
  ).toBeVisible();
});

for (const [engine, component, environment] of [
  ['Argo CD', 'checkout', 'production'],
  ['Flux', 'catalog-api', 'staging'],
]) {
  test(`somebody else is refused with ${engine}, also by a request by hand`, async ({
    page,
    request,
  }) => {
    await signInAs(page, 'Kim Example');
    await openEntity(page, component, '/gitops');
    const lane = page.getByRole('region', { name: environment, exact: true });
    const button = lane.getByRole('button', { name: /^(Sync|Reconcile)/ });
    await expect(button).toBeDisabled();
    await expect(lane.getByText(/Ask team-shop/)).toBeVisible();

    const api = await apiOf(request, 'kim');
    const id = await applicationId(api, component, environment);
    const answer = await api.post(`/gitops/applications/${id}/operations`, {
      type: 'sync',
      idempotencyKey: 'made-by-hand',
    });
    expect(answer.status()).toBe(403);
  });
}

test('who merely claims an application sees its status, and no more', async ({
  page,
  request,
}) => {
  await signInAs(page, 'Kim Example');
  await openEntity(page, 'order-board', '/gitops');
  await expect(
    page.getByRole('heading', { name: 'checkout-production' }),
  ).toBeVisible();
  await expect(
    page.getByText(/This entity only names checkout-production/),
  ).toBeVisible();
  await expectAccessible(page, '[data-gitops="tab"]');

  const api = await apiOf(request, 'kim');
  const id = await applicationId(api, 'order-board', 'production');
  const sync = await api.post(`/gitops/applications/${id}/operations`, {
    type: 'sync',
    idempotencyKey: 'claimed-by-hand',
  });
  const details = await Promise.all(
    ['diff', 'resources'].map(what =>
      api.get(`/gitops/applications/${id}/${what}`),
    ),
  );
  expect([sync, ...details].map(answer => answer.status())).toEqual([
    403, 403, 403,
  ]);
});
