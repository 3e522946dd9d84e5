import { z } from 'zod';
import {
  openRequest,
  parseJson,
  readText,
} from '@backstage-gitops/plugin-gitops-node';
import { ArgocdInstanceOptions } from '../config';
import { ArgocdError } from './ArgocdError';

const sessionSchema = z.object({ token: z.string().min(1) });

/** The credentials of one instance: a token as configured, or one login that all requests share. */
export class ArgocdSession {
  /** The login under way or done, and the token it gave. */
  #pending: Promise<string> | undefined;
  #current: string | undefined;

  constructor(
    private readonly options: ArgocdInstanceOptions,
    private readonly who: string,
  ) {}

  /** Whether a refused token can be replaced by a new one. */
  get isRenewable(): boolean {
    return this.options.credentials.type === 'password';
  }

  /**
   * The token to send, undefined where none is configured.
   * @param refused one that was just refused and must not be given again
   */
  async token(
    signal: AbortSignal,
    refused?: string,
  ): Promise<string | undefined> {
    const { credentials } = this.options;
    if (credentials.type === 'none') return undefined;
    if (credentials.type === 'token') return credentials.token;
    // Whoever comes later with the same refused token finds a new login under way.
    if (refused !== undefined && refused === this.#current) {
      this.#current = undefined;
      this.#pending = undefined;
    }
    this.#pending ??= this.#login(signal, credentials).then(
      token => {
        this.#current = token;
        return token;
      },
      error => {
        this.#pending = undefined;
        throw error;
      },
    );
    return this.#pending;
  }

  async #login(
    signal: AbortSignal,
    { username, password }: { username: string; password: string },
  ): Promise<string> {
    const { who } = this;
    const response = await openRequest(`${this.options.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password }),
      signal,
      who,
    });
    try {
      const text = await readText(response, { who, maxBytes: 100_000 });
      if (response.status !== 200) {
        throw new ArgocdError(who, response.status, text);
      }
      const parsed = sessionSchema.safeParse(parseJson(text));
      if (!parsed.success) throw new Error(`${who} gave no token at login`);
      return parsed.data.token;
    } finally {
      response.close();
    }
  }
}
