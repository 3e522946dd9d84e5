import { expect, test } from '@playwright/test';
import { apiOf, notificationsOf } from './api';
import { expectAccessible, openEntity, signInAs } from './portal';
import { sandbox } from './sandbox';

// An end is told once it has lasted for half a minute.
const SETTLED = { timeout: 240_000 };

for (const { engine, component, name, shown } of [
  {
    engine: 'Argo CD',
    component: 'checkout',
    name: 'checkout-production',
    shown: 'checkout-production',
  },
  {
    engine: 'Flux',
    component: 'image-resizer',
    name: 'image-resizer-production',
    shown: 'image-resizer',
  },
]) {
  test(`a hand edit with ${engine} is told once, and once when it is undone`, async ({
    page,
    request,
  }) => {
    const api = await apiOf(request, 'robin');
    await signInAs(page, 'Robin Example');
    await openEntity(page, component);
    // Whatever went before has ended, and that was told.
    await sandbox.sync(name);
    const card = page.locator('[data-environment="production"]');
    await expect(card.getByText('Synced')).toBeVisible();
    await expect(async () => {
      const titles = await notificationsOf(api, shown);
      expect(titles.length % 2).toBe(0);
    }).toPass(SETTLED);
    const before = (await notificationsOf(api, shown)).length;

    await sandbox.edit(name);
    const alert = page.locator('[data-alert]');
    await expect(alert).toContainText(`${shown} drifted in production`);
    await expect(alert).toContainText('spec.replicas');
    await expect(alert).toContainText('by kubectl-edit');
    await expectAccessible(page, '[data-gitops="card"]');

    await alert.getByRole('button', { name: /^Acknowledge/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('Until the sale is over');
    await expectAccessible(page, '[data-gitops="acknowledge"]');
    await dialog.getByRole('button', { name: 'Acknowledge' }).click();
    await expect(alert).toContainText('Acknowledged by robin');
    await expect(alert).toContainText('Until the sale is over');

    await page.goto('/gitops/alerts');
    const inbox = page.locator('[data-gitops="inbox"]');
    await expect(inbox.getByText(`${shown} drifted`)).toBeVisible();
    await expectAccessible(page, '[data-gitops="inbox"]');
    await expect(async () => {
      expect(await notificationsOf(api, shown)).toHaveLength(before + 1);
    }).toPass();

    await sandbox.undo(name);
    await expect(inbox.getByText(`${shown} drifted`)).toHaveCount(0);
    await expect(async () => {
      expect(await notificationsOf(api, shown)).toHaveLength(before + 2);
    }).toPass(SETTLED);
    await openEntity(page, component);
    await expect(card.getByText('Synced')).toBeVisible();
    await expect(alert).toBeHidden();
  });
}

test('the fleet is narrowed by its counts and by its address', async ({
  page,
}) => {
  await signInAs(page, 'Robin Example');
  await page.getByRole('link', { name: 'GitOps' }).click();
  const fleet = page.locator('[data-gitops="fleet"]');
  await expect(
    fleet.getByRole('row', { name: /search-staging/ }),
  ).toBeVisible();
  await expectAccessible(page, '[data-gitops="fleet"]');

  await fleet.getByRole('button', { name: /^Sync failed/ }).click();
  await expect(page).toHaveURL(/state=SyncFailed/);
  await expect(fleet.getByRole('row', { name: /recommendations/ })).toHaveCount(
    0,
  );

  await page.goto('/gitops/applications?engine=flux&orderBy=name');
  await expect(
    fleet.getByRole('row', { name: /recommendations/ }).first(),
  ).toBeVisible();
  await expect(fleet.getByRole('row', { name: /checkout/ })).toHaveCount(0);

  await fleet.getByRole('searchbox').fill('catalog-api');
  await expect(page).toHaveURL(/text=catalog-api/);
  await expect(fleet.getByRole('row', { name: /recommendations/ })).toHaveCount(
    0,
  );
  await fleet.getByRole('link', { name: 'catalog-api' }).first().click();
  await expect(page).toHaveURL(/catalog-api\/gitops#/);
});
