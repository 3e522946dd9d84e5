import { parseJson } from '@backstage-gitops/plugin-gitops-node';
import { z } from 'zod';
import { ReviewHostError } from '../types';
import { guardedFetch } from './guardedFetch';

export interface HostApiOptions {
  /** Its name as in `integrations`. */
  host: string;
  /** Where its integration is configured: `integrations.github`. */
  configuredAt: string;
  /** The integration's, without a slash at its end. */
  baseUrl: string;
  /** The header, asked for once; without it, nobody in particular asks. */
  authorization: () => Promise<string | undefined>;
  signal: AbortSignal;
}

export interface HostAnswer {
  status: number;
  headers: Headers;
  /** Undefined where it is no JSON. */
  json: unknown;
}

export interface HostRequest {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** The API of a Git host, under the portal's credentials for it. */
export class HostApi {
  readonly #options: HostApiOptions;
  readonly #who: string;
  readonly #fetch: typeof fetch;
  #authorization: Promise<string | undefined> | undefined;

  constructor(options: HostApiOptions) {
    this.#options = options;
    this.#who = `The Git host ${options.host}`;
    const { configuredAt } = options;
    this.#fetch = guardedFetch({ who: this.#who, configuredAt });
  }

  /**
   * @param url - the whole of it, below the base URL
   * @throws ReviewHostError for everything but an answer, `notFound` for a 404
   */
  async send(url: string, request: HostRequest = {}): Promise<HostAnswer> {
    const authorization = await this.#credentials();
    const { signal } = this.#options;
    const response = await this.#fetch(url, {
      method: request.method,
      body: request.body,
      headers: {
        accept: 'application/json',
        ...request.headers,
        ...(authorization && { authorization }),
      },
      signal,
    });
    const { status, headers } = response;
    if (status === 404) {
      throw this.error(
        'does not have what it was asked for, or does not let the portal see it: look at the address of the repository and at the rights of the token',
        'notFound',
      );
    }
    // The page to sign in, with which Azure DevOps answers a wrong token.
    if (status === 203) {
      throw this.error(
        `refuses the credentials of the portal: see ${
          this.#options.configuredAt
        }`,
        'refused',
      );
    }
    return { status, headers, json: parseJson(await response.text()) };
  }

  /** @param path - below the base URL */
  ask(path: string, request?: HostRequest): Promise<HostAnswer> {
    return this.send(`${this.#options.baseUrl}${path}`, request);
  }

  /** @throws ReviewHostError as `send`, and where the answer is another one than expected */
  async get<T>(schema: z.ZodType<T>, path: string): Promise<T> {
    const { json } = await this.ask(path);
    return this.read(schema, json);
  }

  /** As `get`, with a body. */
  async post<T>(schema: z.ZodType<T>, path: string, body: unknown): Promise<T> {
    const { json } = await this.ask(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return this.read(schema, json);
  }

  read<T>(schema: z.ZodType<T>, json: unknown): T {
    const { data, error } = schema.safeParse(json);
    if (error) throw this.malformed();
    return data;
  }

  malformed(): ReviewHostError {
    return this.error(
      `answered something that its API does not describe: look at the address in ${
        this.#options.configuredAt
      } and at its version`,
      'failed',
    );
  }

  /** @param said - of the host, as the rest of a sentence */
  error(
    said: string,
    kind: ReviewHostError['kind'],
    retryAfterMs?: number,
  ): ReviewHostError {
    return new ReviewHostError(`${this.#who} ${said}`, kind, retryAfterMs);
  }

  async #credentials(): Promise<string | undefined> {
    this.#authorization ??= this.#options.authorization();
    try {
      return await this.#authorization;
    } catch (error) {
      if (error instanceof ReviewHostError) throw error;
      // What providers throw may repeat what they were given.
      throw this.error(
        `is not asked, as the portal could not get credentials for it: see ${
          this.#options.configuredAt
        }`,
        'failed',
      );
    }
  }
}
