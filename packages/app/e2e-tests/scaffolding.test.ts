import { expect, test } from '@playwright/test';
import { apiOf, notificationsOf } from './api';
import { gitHost } from './gitHost';
import { openEntity, signInAs } from './portal';

test.setTimeout(480_000);

const FLEET = 'platform/fleet';

for (const engine of ['Argo CD', 'Flux']) {
  test(`three fields make a service that ${engine} runs`, async ({
    page,
    request,
  }) => {
    const host = gitHost(request);
    // A sandbox that goes on running has those of earlier times.
    const name = `parcel-${engine.slice(0, 1).toLowerCase()}${Date.now()
      .toString(36)
      .slice(-5)}`;
    await signInAs(page, 'Robin Example');
    await page.goto('/create/templates/default/new-gitops-repository');

    await page.getByRole('textbox', { name: 'Name' }).fill(name);
    await page.getByRole('textbox', { name: 'Owner' }).fill('shop');
    await page.getByRole('option', { name: /shop/i }).first().click();
    await page
      .getByRole('textbox', { name: 'Image' })
      .fill('registry.example.com/parcel:1.0.0');
    await page.getByRole('button', { name: 'Next' }).click();
    if (engine === 'Flux') {
      await page.getByRole('button', { name: 'Engine' }).click();
      await page.getByRole('option', { name: 'Flux' }).click();
    }
    await page.getByRole('button', { name: 'Next' }).click();

    // What would be made can be read, before it is.
    const files = page.getByRole('treegrid', { name: 'Files' });
    await files.getByRole('row', { name: 'catalog-info.yaml' }).click();
    await expect(
      page.getByRole('region', { name: 'repository/catalog-info.yaml' }),
    ).toContainText(`name: ${name}`);
    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByRole('button', { name: 'Create' }).click();

    // The repository is there, and a pull request asks for what the engine needs.
    const links = page.getByTestId('output-box');
    await expect(links.getByRole('link', { name: 'Pull request' })).toBeVisible(
      {
        timeout: 240_000,
      },
    );
    await expect(links.getByRole('link', { name: 'Repository' })).toBeVisible();
    expect(await host.statusOf(`shop/${name}`)).toBe(200);
    const pulls = [...(await host.openPulls(FLEET))];
    const pull = pulls.find(([, title]) => title.includes(name));
    if (!pull) throw new Error(`No pull request is about ${name}`);

    await openEntity(page, name, '/gitops');
    await expect(
      page.getByText('No GitOps application is bound to this entity.'),
    ).toBeVisible();

    await host.merge(FLEET, pull[0]);
    for (const environment of ['staging', 'production']) {
      const lane = page.getByRole('region', {
        name: environment,
        exact: true,
      });
      await expect(lane.getByText('Synced')).toBeVisible({ timeout: 240_000 });
      // What was made confirms the entity: its owner may act at once.
      await expect(lane.getByRole('button', { name: /now$/ })).toBeEnabled();
    }
    // What the engine did first is nobody's drift.
    const api = await apiOf(request, 'robin');
    expect(await notificationsOf(api, name)).toEqual([]);
  });
}
