import { expect, test } from '@playwright/test';
import { expectAccessible, onCard, openEntity, signInAs } from './portal';
import { sandbox } from './sandbox';

test('a sync comes into the history by itself, with the commit that it deployed', async ({
  page,
}) => {
  await signInAs(page, 'Robin Example');
  await openEntity(page, 'checkout', '/gitops');
  const deployments = page.locator('[data-gitops="deployments"]');
  await expect(deployments.locator('[data-sync]').first()).toBeVisible();

  const subject = `Remember me ${Date.now()}`;
  await sandbox.commit('checkout-production', subject);
  await sandbox.sync('checkout-production');
  const newest = deployments.locator('[data-sync]').first();
  await expect(newest).toContainText(subject);
  await expect(newest).toContainText('Succeeded');
  await expectAccessible(page, '[data-gitops="deployments"]');
});

for (const [engine, component, application] of [
  ['Argo CD', 'checkout', 'checkout-staging'],
  ['Flux', 'catalog-api', 'catalog-api'],
]) {
  test(`what ${engine} manages is shown down to its pods`, async ({ page }) => {
    await signInAs(page, 'Robin Example');
    await openEntity(page, component, '/gitops');
    const lane = page.getByRole('region', { name: 'staging', exact: true });
    await lane.getByRole('button', { name: `More for ${application}` }).click();
    await page.getByRole('menuitem', { name: 'Look at resources' }).click();

    const dialog = page.getByRole('dialog');
    await expect(dialog.getByText(/^ReplicaSet/).first()).toBeVisible();
    await expect(dialog.getByText(/^Pod/).first()).toBeVisible();
    await expectAccessible(page, '[data-gitops="resources"]');
    await dialog.getByRole('tab', { name: 'Table' }).click();
    await expect(
      dialog.getByRole('row').filter({ hasText: 'Deployment' }),
    ).toContainText('Synced');
    await expectAccessible(page, '[data-gitops="resources"]');
  });
}

test('operators see the instances, and others whom to ask', async ({
  page,
}) => {
  await signInAs(page, 'Kim Example');
  await page.goto('/gitops/instances');
  await expect(
    page.getByRole('row').filter({ hasText: 'Argo CD' }),
  ).toContainText('Reachable');
  await expectAccessible(page, '[data-gitops="instances"]');
});

test('who is no operator is told which permission shows instances', async ({
  page,
}) => {
  await signInAs(page, 'Robin Example');
  await page.goto('/gitops/instances');
  await expect(page.getByText(/gitops\.fleet\.read/)).toBeVisible();
});

test('what a pipeline reports is on the page of its component at once', async ({
  page,
  request,
}) => {
  await signInAs(page, 'Robin Example');
  await openEntity(page, 'storefront-web');
  const report = {
    instance: 'terraform',
    applications: [
      {
        kind: 'Stack',
        name: 'cdn',
        entityRefs: ['component:default/storefront-web'],
        labels: { env: 'production' },
        sources: [],
        sync: { status: 'Synced', byRevisionOnly: false },
        health: { status: 'Degraded', message: 'A certificate has expired' },
      },
    ],
  };
  const send = (token: string) =>
    request.post('http://localhost:7007/api/gitops/reports', {
      headers: { authorization: `Bearer ${token}` },
      data: report,
    });
  expect((await send('sandbox-terraform-token')).status()).toBe(200);
  await expect(onCard(page, 'cdn')).toContainText('Degraded');
  expect((await send('another-token')).status()).toBe(401);
});
