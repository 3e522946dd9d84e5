import { expect, Page, test } from '@playwright/test';
import { expectAccessible, openEntity, pressOn, signInAs } from './portal';

const commits = (page: Page) => page.locator('[data-gitops="commits"]');
const rows = (page: Page) => commits(page).locator('[data-commit]');

async function openCommits(page: Page, rest = '') {
  await openEntity(page, 'checkout', `/gitops${rest}`);
  await expect(rows(page).first()).toBeVisible();
}

for (const theme of ['light', 'dark']) {
  test(`commits are filtered, also by their address, ${theme}`, async ({
    page,
  }) => {
    await signInAs(page, 'Robin Example');
    await page.evaluate(name => localStorage.setItem('theme', name), theme);
    await openCommits(page);
    const search = commits(page).getByRole('searchbox', {
      name: 'Subject or id',
    });
    await search.fill('memory limit');
    await expect(page).toHaveURL(/text=memory\+limit/);
    await expect(rows(page).first()).toContainText('memory limit');
    await expect(rows(page).filter({ hasText: 'Promote' })).toHaveCount(0);
    await page.reload();
    await expect(search).toHaveValue('memory limit');
    await expect(rows(page).first()).toContainText('memory limit');

    await search.fill('nobody ever wrote that');
    await expect(page.getByText('No commit matches.')).toBeVisible();
    await expectAccessible(page, '[data-gitops="commits"]');
    await commits(page).getByRole('button', { name: 'Clear filters' }).click();
    await expect(search).toHaveValue('');
    await expect(rows(page).nth(1)).toBeVisible();
  });

  test(`a commit opens by keyboard, with what it touches and changed, ${theme}`, async ({
    page,
  }) => {
    await signInAs(page, 'Robin Example');
    await page.evaluate(name => localStorage.setItem('theme', name), theme);
    await openCommits(page, '?text=memory+limit');
    const row = rows(page).first();
    const subject = row.getByRole('link', { name: /^Raise memory limit/ });
    const words = (await subject.textContent()) ?? '';
    await expect(row).toContainText('changes ../../base/deployment.yaml');
    await pressOn(subject, 'Enter');

    const dialog = page.getByRole('dialog', { name: words });
    await expect(dialog.getByText('checkout-production')).toBeVisible();
    await expect(
      dialog.getByText('apps/checkout/base/deployment.yaml'),
    ).toBeVisible();
    await dialog.getByRole('button', { name: 'Show what it changed' }).click();
    const changes = dialog.getByRole('region', {
      name: 'apps/checkout/base/deployment.yaml',
    });
    await expect(changes).toContainText(/\n\+ .*memory:/);
    await expectAccessible(page, '[role="dialog"]');

    await page.goBack();
    await expect(dialog).toBeHidden();
    await expect(subject).toBeVisible();
    await page.goForward();
    await expect(dialog).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(page).not.toHaveURL(/commit=/);
  });
}

test('a link to a commit opens it, wherever in the history it is', async ({
  page,
}) => {
  await signInAs(page, 'Robin Example');
  await openCommits(page);
  const more = commits(page).getByRole('button', { name: 'Show more commits' });
  const first = await rows(page).count();
  await more.scrollIntoViewIfNeeded();
  await expect.poll(() => rows(page).count()).toBeGreaterThan(first);
  // Of one row, also when a commit comes in above it.
  const sha = await rows(page).nth(first).getAttribute('data-commit');
  const old = commits(page).locator(`[data-commit="${sha}"]`);
  const subject = old.getByRole('link').nth(1);
  const words = (await subject.textContent()) ?? '';
  const address = (await subject.getAttribute('href')) ?? '';

  await page.goto(address);
  await expect(page.getByRole('dialog', { name: words })).toBeVisible();
});

test('a filter by environment narrows the list, not what is said of each commit', async ({
  page,
}) => {
  await signInAs(page, 'Robin Example');
  await openCommits(page, '?text=memory+limit');
  const choice = commits(page).getByRole('button', { name: /Environment$/ });
  await choice.click();
  await page.getByRole('option', { name: 'production' }).click();
  await expect(page).toHaveURL(/environment=production/);
  const row = rows(page).first();
  await expect(row).toContainText('changes ../../base/deployment.yaml');
  await expect(row.getByRole('img', { name: /staging/ })).toHaveCount(1);
  await expect(row.getByRole('img', { name: /^Does not/ })).toHaveCount(0);

  await page.goBack();
  await expect(page).not.toHaveURL(/environment=/);
  await expect(choice).toContainText('All');
});

for (const width of [320, 2560]) {
  test(`commits can be read at ${width} px`, async ({ page }) => {
    await signInAs(page, 'Robin Example');
    await page.setViewportSize({ width, height: 900 });
    await openCommits(page);
    const list = commits(page).getByRole('region', { name: 'Commits' });
    const isCut = await list.evaluate(
      element => element.scrollWidth > element.clientWidth,
    );
    expect(isCut).toBe(false);
    await expectAccessible(page, '[data-gitops="commits"]');
  });
}

test('a commit says through which pull request it came and who approved', async ({
  page,
}) => {
  await signInAs(page, 'Robin Example');
  await openCommits(page);
  const reviewed = rows(page).filter({
    has: page.locator('[data-verdict="approved"]'),
  });
  await expect(reviewed.first()).toBeVisible();
  await expect(
    reviewed.first().getByRole('link', { name: /^Pull request #\d+/ }),
  ).toHaveAttribute('href', /\/pulls\/\d+$/);
  await expect(reviewed.first()).toContainText(/approved by /);
  await expect(
    commits(page).locator('[data-verdict="notReviewed"]').first(),
  ).toHaveText('not reviewed');
});

test('what an application is rendered from is listed, with what names it', async ({
  page,
}) => {
  await signInAs(page, 'Robin Example');
  await openCommits(page);
  await page
    .getByRole('button', {
      name: 'What it is rendered from: checkout-production',
    })
    .click();
  const dialog = page.getByRole('dialog');
  await expect(
    dialog.getByRole('listitem').filter({ hasText: /^apps\/checkout\/base / }),
  ).toContainText(
    'named by apps/checkout/overlays/production/kustomization.yaml',
  );
  await expectAccessible(page, '[role="dialog"]');
});
