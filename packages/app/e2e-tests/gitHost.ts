import { APIRequestContext, expect } from '@playwright/test';

const GIT_URL = process.env.SANDBOX_GIT_URL ?? 'http://127.0.0.1:7010';
const AUTHORIZATION = `Basic ${Buffer.from(
  'template-bot:sandbox-scaffolder-password',
).toString('base64')}`;

/** The sandbox's Git host, as somebody there would use it. */
export function gitHost(request: APIRequestContext) {
  const options = { headers: { authorization: AUTHORIZATION } };
  const api = `${GIT_URL}/api/v1/repos`;
  return {
    /** The status of the question whether there is such a repository. */
    async statusOf(repository: string): Promise<number> {
      return (await request.get(`${api}/${repository}`, options)).status();
    },
    /** The titles of pull requests that wait, by their numbers. */
    async openPulls(repository: string): Promise<Map<number, string>> {
      const answer = await request.get(
        `${api}/${repository}/pulls?state=open`,
        options,
      );
      const pulls: Array<{ number: number; title: string }> =
        await answer.json();
      return new Map(pulls.map(({ number, title }) => [number, title]));
    },
    async merge(repository: string, pull: number): Promise<void> {
      const answer = await request.post(
        `${api}/${repository}/pulls/${pull}/merge`,
        { ...options, data: { Do: 'merge' } },
      );
      expect(answer.ok()).toBe(true);
    },
  };
}
