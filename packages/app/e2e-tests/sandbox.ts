import { request } from '@playwright/test';

const CONTROL_URL = process.env.SANDBOX_CONTROL_URL ?? 'http://127.0.0.1:7015';

/** Plays the outside world: someone commits, edits, syncs; an instance goes away. */
async function tell(path: string, data: Record<string, unknown>) {
  const context = await request.newContext();
  const response = await context.post(`${CONTROL_URL}${path}`, { data });
  if (!response.ok()) {
    throw new Error(
      `The sandbox refused ${path}: ${response.status()} ${await response.text()}`,
    );
  }
  await context.dispose();
}

export const sandbox = {
  commit: (application: string, message: string) =>
    tell('/commit', { application, message }),
  edit: (application: string) => tell('/edit', { application }),
  undo: (application: string) => tell('/undo', { application }),
  sync: (application: string) => tell('/sync', { application }),
  outage: (instance: string, on: boolean) => tell('/outage', { instance, on }),
};
