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
   * What is there; undefined where Gitea knows of no such thing.
   * @param path - below the repository
   * @throws as `post`
   */
  async find<T>(schema: z.ZodType<T>, path: string): Promise<T | undefined> {
    const response = await this.#send('GET', path);
    return response.status === 404
      ? undefined
      : this.#read(schema, response, `GET ${path || 'the repository'}`);
  }

  /**
   * What comes of sending something; it is sent once.
   * @param path - below the repository
   * @throws Error with what Gitea complains about, or where it answers with something else
   * @throws ServiceUnavailableError where it does not answer
   */
  async post<T>(schema: z.ZodType<T>, path: string, body: unknown): Promise<T> {
    const response = await this.#send('POST', path, JSON.stringify(body));
    return this.#read(schema, response, `POST ${path}`);
  }

  async #read<T>(
    schema: z.ZodType<T>,
    response: Response,
    asked: string,
  ): Promise<T> {
    const who = `The Git host ${this.#config.host}`;
    if (!response.ok) {
      throw new Error(
        `${who} answered ${response.status} to ${asked}: ${await complaintOf(
          response,
        )}`,
      );
    }
    const answer = await response.json().catch(() => undefined);
    const parsed = schema.safeParse(answer);
    if (parsed.success) return parsed.data;
    throw new Error(
      `${who} answered ${asked} with something else: see in integrations.gitea whether its address is that of a Gitea`,
    );
  }

  async #send(method: string, path: string, body?: string): Promise<Response> {
    const { baseUrl, host } = this.#config;
    try {
      return await fetch(`${baseUrl}/api/v1/repos/${this.#repository}${path}`, {
        method,
        headers: {
          ...getGiteaRequestOptions(this.#config).headers,
          'Content-Type': 'application/json',
        },
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (error) {
      throw new ServiceUnavailableError(
        `The Git host ${host} does not answer: see that it runs and that the backend reaches it`,
        error,
      );
    }
  }
}
