import { APIRequestContext, expect } from '@playwright/test';

const BACKEND_URL = process.env.BACKEND_URL ?? 'http://127.0.0.1:7007';

/** The backend's API, asked by hand as one of the sandbox's users. */
export async function apiOf(request: APIRequestContext, user: string) {
  const signIn = await request.get(`${BACKEND_URL}/api/auth/sandbox/refresh`, {
    headers: { 'x-sandbox-user': user },
  });
  expect(signIn.ok()).toBe(true);
  const { backstageIdentity } = await signIn.json();
  const headers = { authorization: `Bearer ${backstageIdentity.token}` };
  return {
    get: (path: string) =>
      request.get(`${BACKEND_URL}/api${path}`, { headers }),
    post: (path: string, data: object) =>
      request.post(`${BACKEND_URL}/api${path}`, { headers, data }),
  };
}

export type Api = Awaited<ReturnType<typeof apiOf>>;

/** The id of an application of a component. */
export async function applicationId(
  api: Api,
  component: string,
  environment: string,
): Promise<string> {
  const answer = await api.get(
    `/gitops/entities/component/default/${component}/applications`,
  );
  const { items } = await answer.json();
  const found = items.find(
    (item: { environment: string }) => item.environment === environment,
  );
  return found.id;
}

/** The titles of a user's notifications about an application, the newest first. */
export async function notificationsOf(
  api: Api,
  application: string,
): Promise<string[]> {
  const answer = await api.get('/notifications/notifications?limit=100');
  const { notifications } = await answer.json();
  return notifications
    .map(({ payload }: { payload: { title: string } }) => payload.title)
    .filter((title: string) => title.startsWith(application));
}
