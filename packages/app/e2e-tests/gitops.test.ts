import { expect, test } from '@playwright/test';
import { expectAccessible, onCard, openEntity, signInAs } from './portal';
import { sandbox } from './sandbox';

test.beforeEach(async ({ page }) => {
  await signInAs(page, 'Robin Example');
});

test('the card of an Argo CD service says what runs and what waits', async ({
  page,
}) => {
  await sandbox.commit('checkout-production', `Wait for me ${Date.now()}`);
  await openEntity(page, 'checkout');

  const staging = onCard(page, 'checkout-staging');
  await expect(staging.getByText('Synced')).toBeVisible();
  const production = onCard(page, 'checkout-production');
  await expect(production.getByText(/Pending · \d+ commits?/)).toBeVisible();
  await expectAccessible(page, '[data-gitops="card"]');
});

test('the tab of a Flux service shows lanes and commits of the real repository', async ({
  page,
}) => {
  await openEntity(page, 'catalog-api', '/gitops');

  await expect(
    page.getByRole('heading', { name: 'staging', exact: true }),
  ).toBeVisible();
  await expect(
    page.getByRole('heading', { name: 'production', exact: true }),
  ).toBeVisible();
  await expect(page.getByText(/^Kustomization · /).first()).toBeVisible();
  const table = page.getByRole('table');
  await expect(
    table.getByRole('img', { name: 'Runs in production' }),
  ).toHaveCount(1);
  await expectAccessible(page, '[data-gitops="tab"]');
});

test('a commit waits, is synced, and runs, all without a reload', async ({
  page,
}) => {
  await openEntity(page, 'checkout', '/gitops');
  await expect(
    page.getByRole('table').getByRole('img', { name: 'Runs in production' }),
  ).toHaveCount(1);

  const subject = `Give checkout more time ${Date.now()}`;
  await sandbox.commit('checkout-production', subject);
  const row = page.getByRole('row').filter({ hasText: subject });
  await expect(
    row.getByRole('img', { name: 'Waits for production' }),
  ).toBeVisible();

  await sandbox.sync('checkout-production');
  await expect(
    row.getByRole('img', { name: 'Runs in production' }),
  ).toBeVisible();
});

test('a hand edit is called drift, by whom and in which field, also while a commit waits', async ({
  page,
}) => {
  await openEntity(page, 'checkout');
  const card = onCard(page, 'checkout-production');
  await sandbox.sync('checkout-production');
  await expect(card.getByText('Synced')).toBeVisible();

  await sandbox.commit('checkout-production', 'Give checkout less time');
  await expect(card.getByText('Pending · 1 commit')).toBeVisible();

  await sandbox.edit('checkout-production');

  await expect(card.locator('[data-state="Drifted"]')).toBeVisible();
  await expect(card.getByText('Pending · 1 commit')).toBeVisible();
  await expect(card.getByText(/spec\.replicas/)).toBeVisible();
  await expect(card.getByText('by kubectl-edit')).toBeVisible();
});

test('a hand edit of what Flux applied is called drift as well', async ({
  page,
}) => {
  await openEntity(page, 'catalog-api');
  const card = page.locator('[data-environment="staging"]');
  await expect(card.getByText('Synced')).toBeVisible();

  await sandbox.edit('catalog-api-staging');

  await expect(card.locator('[data-state="Drifted"]')).toBeVisible();
  await expect(card.getByText('by kubectl-edit')).toBeVisible();
});

test('an instance out of reach dims its own applications only', async ({
  page,
}) => {
  await openEntity(page, 'edge-cache');
  await expect(page.locator('[data-state="Stale"]')).toBeVisible();

  await openEntity(page, 'checkout');
  await expect(onCard(page, 'checkout-staging')).toBeVisible();
  await expect(page.locator('[data-state="Stale"]')).toHaveCount(0);
});

test('a component without GitOps says how to bind one', async ({ page }) => {
  await openEntity(page, 'reporting');
  await expect(
    page.getByText('No GitOps application is bound to this entity.'),
  ).toBeVisible();
});

test('a user who owns nothing of it signs in with one click', async ({
  page,
}) => {
  await page.evaluate(() => sessionStorage.clear());
  await signInAs(page, 'Kim Example');
  await openEntity(page, 'checkout');
  await expect(onCard(page, 'checkout-staging')).toBeVisible();
});
