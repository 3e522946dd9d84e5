import AxeBuilder from '@axe-core/playwright';
import { expect, Locator, Page } from '@playwright/test';

export async function signInAs(page: Page, name: string) {
  await page.goto('/');
  await page.getByRole('button', { name: `Sign in as ${name}` }).click();
  await expect(page.getByRole('link', { name: 'Settings' })).toBeVisible();
}

export async function openEntity(page: Page, name: string, tab = '') {
  await page.goto(`/catalog/default/component/${name}${tab}`);
}

/** What the card says of one application. */
export function onCard(page: Page, application: string): Locator {
  return page.locator(`[data-application="${application}"]`);
}

/** Presses a key on something once a person could: it is there, and can be used. */
export async function pressOn(target: Locator, key: string) {
  await expect(target).toBeVisible();
  await expect(target).toBeEnabled();
  await target.focus();
  await expect(target).toBeFocused();
  await target.press(key);
}

/** Fails with what axe found in this part of the page. */
export async function expectAccessible(page: Page, include: string) {
  const { violations } = await new AxeBuilder({ page })
    .include(include)
    .analyze();
  expect(
    violations.map(({ id, nodes }) => ({
      id,
      where: nodes.map(({ target }) => target.join(' ')),
    })),
  ).toEqual([]);
}
