import { ServiceUnavailableError } from '@backstage/errors';
import {
  getGiteaRequestOptions,
  GiteaIntegrationConfig,
} from '@backstage/integration';
import { z } from 'zod';

const TIMEOUT_MS = 30_000;

const complaintSchema = z.object({ message: z.string() });

/** What Gitea says is wrong, at most 300 characters of it. */
async function complaintOf(response: Response): Promise<string> {
  const complaint = complaintSchema.safeParse(
    await response.json().catch(() => undefined),
  );
  return complaint.success
    ? complaint.data.message.slice(0, 300)
    : response.statusText;
}

/** Asks Gitea's REST API about one repository. */
export class GiteaClient {
  readonly #config: GiteaIntegrationConfig;
  readonly #repository: string;

  constructor(
    config: GiteaIntegrationConfig,
    place: { owner: string; repo: string },
  ) {
    this.#config = config;
    this.#repository = [place.owner, place.repo]
      .map(encodeURIComponent)
      .join('/');
  }

  /** Where people and Git find the repository. */
  get url(): string {
    return `${this.#config.baseUrl}/${this.#repository}`;
  }

  /**
   * What Gitea answers; undefined where it knows of no such thing.
   * @param path - below the repository
   * @throws Error with what Gitea complains about, ServiceUnavailableError where it does not answer
   */
  async ask(
    path: string,
    options: { method?: 'GET' | 'POST'; body?: unknown } = {},
  ): Promise<unknown> {
    const { method = 'GET', body } = options;
    const { baseUrl, host } = this.#config;
    let response: Response;
    try {
      response = await fetch(
        `${baseUrl}/api/v1/repos/${this.#repository}${path}`,
        {
          method,
          headers: {
            ...getGiteaRequestOptions(this.#config).headers,
            'Content-Type': 'application/json',
          },
          body: body === undefined ? undefined : JSON.stringify(body),
          signal: AbortSignal.timeout(TIMEOUT_MS),
        },
      );
    } catch (error) {
      throw new ServiceUnavailableError(
        `The Git host ${host} does not answer: see that it runs and that the backend reaches it`,
        error,
      );
    }
    if (response.status === 404 && method === 'GET') return undefined;
    if (!response.ok) {
      throw new Error(
        `The Git host ${host} answered ${response.status} to ${method} ${
          path || 'the repository'
        }: ${await complaintOf(response)}`,
      );
    }
    return await response.json();
  }
}
