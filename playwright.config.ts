import { defineConfig } from '@playwright/test';

// `npm test` starts the portal, finds a browser and sets both variables. With a
// portal that runs already, `yarn test:e2e` works as well.
const { E2E_BROWSER, E2E_JSON_REPORT } = process.env;

export default defineConfig({
  testDir: '.',
  testMatch: '{packages,plugins}/*/e2e-tests/**/*.test.ts',
  // All tests act on one and the same sandbox.
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 240_000,
  expect: { timeout: 45_000 },
  reporter: [
    ['list'],
    ['html', { open: 'never', outputFolder: 'e2e-test-report/html' }],
    ...(E2E_JSON_REPORT
      ? [['json', { outputFile: E2E_JSON_REPORT }] as const]
      : []),
  ],
  outputDir: 'e2e-test-report/results',
  use: {
    baseURL: 'http://localhost:3000',
    actionTimeout: 45_000,
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      ...(E2E_BROWSER && { executablePath: E2E_BROWSER }),
      // No sandbox, because a container has none to give and only this portal is
      // opened; the rest keeps Chromium off the network.
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
