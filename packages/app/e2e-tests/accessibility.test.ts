import { test } from '@playwright/test';
import { expectAccessible, openEntity, signInAs } from './portal';

/** One component for each way an application can look. */
const PAGES = [
  ['checkout', ''],
  ['payments', ''],
  ['image-resizer', ''],
  ['notifier', ''],
  ['edge-cache', ''],
  ['reporting', ''],
  ['search', '/gitops'],
  ['edge-cache', '/gitops'],
  ['gift-cards', '/gitops'],
  ['storefront-web', '/gitops'],
];

for (const theme of ['light', 'dark']) {
  test(`axe finds nothing on cards and tabs, ${theme}`, async ({ page }) => {
    await signInAs(page, 'Robin Example');
    await page.evaluate(name => localStorage.setItem('theme', name), theme);
    for (const [name, tab] of PAGES) {
      await openEntity(page, name, tab);
      const root = `[data-gitops="${tab ? 'tab' : 'card'}"]`;
      // Until then there are only skeletons to be looked at.
      await page.locator(`${root} :is(h3, h4, pre)`).first().waitFor();
      await expectAccessible(page, root);
    }
  });
}
