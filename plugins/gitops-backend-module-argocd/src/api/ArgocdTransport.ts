import {
  NoAnswerError,
  openRequest,
  OpenResponse,
  parseJson,
  readText,
} from '@backstage-gitops/plugin-gitops-node';
import { ArgocdInstanceOptions } from '../config';
import { ArgocdError } from './ArgocdError';
import { ArgocdSession } from './ArgocdSession';

const MAX_ERROR_BYTES = 100_000;
const MAX_BYTES = 64 * 1024 * 1024;

export interface ArgocdRequest {
  /** With its query. */
  path: string;
  signal: AbortSignal;
  /** Sent as JSON with POST; without it, it is a GET. */
  body?: unknown;
  headers?: Record<string, string>;
  /** Until the answer begins. */
  timeoutMs?: number;
}

/** It was sent and no answer came: nobody knows whether Argo CD has done it. */
export class UnknownOutcomeError extends Error {}

/** Requests to one Argo CD under its account. */
export class ArgocdTransport {
  readonly who: string;
  readonly #session: ArgocdSession;

  constructor(private readonly options: ArgocdInstanceOptions) {
    this.who = `Argo CD ${options.name}`;
    this.#session = new ArgocdSession(options, this.who);
  }

  /** The body as JSON; undefined where it is none, for the schema that reads it to refuse. */
  async json(request: ArgocdRequest): Promise<unknown> {
    const response = await this.open(request);
    try {
      const text = await readText(response, {
        who: this.who,
        maxBytes: MAX_BYTES,
      });
      return parseJson(text);
    } finally {
      response.close();
    }
  }

  /**
   * An answer with status 200, to be closed. A request is sent once; only one
   * that was refused because the session had ended is sent again, after a login.
   * @throws ArgocdError when Argo CD refuses, UnknownOutcomeError when it does
   * not say, or another Error when it was not asked
   */
  async open(request: ArgocdRequest): Promise<OpenResponse> {
    const { who } = this;
    let refused: string | undefined;
    for (;;) {
      const token = await this.#session.token(request.signal, refused);
      const response = await this.#send(request, token);
      if (response.status === 200) return response;
      try {
        const body = await readText(response, {
          who,
          maxBytes: MAX_ERROR_BYTES,
        });
        const isFirst = refused === undefined;
        if (response.status !== 401 || !isFirst || !this.#session.isRenewable) {
          throw new ArgocdError(who, response.status, body);
        }
      } finally {
        response.close();
      }
      refused = token;
    }
  }

  async #send(
    { path, signal, body, headers, timeoutMs }: ArgocdRequest,
    token: string | undefined,
  ): Promise<OpenResponse> {
    try {
      return await openRequest(`${this.options.url}${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          accept: 'application/json',
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(token && { authorization: `Bearer ${token}` }),
          ...headers,
        },
        body: body === undefined ? undefined : JSON.stringify(body),
        signal,
        timeoutMs,
        who: this.who,
      });
    } catch (error) {
      // Unlike that of a login before it.
      if (error instanceof NoAnswerError) {
        throw new UnknownOutcomeError(error.message);
      }
      throw error;
    }
  }
}
