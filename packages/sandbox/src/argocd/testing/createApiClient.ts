import express from 'express';
import { listenOnLoopback } from '../../control/loopbackServer';
import { ArgoCd } from '../createArgoCd';

export type ApiClient = Awaited<ReturnType<typeof createApiClient>>;

/** Talks to an Argo CD's API over HTTP, with the token of `portal` if not told otherwise. */
export async function createApiClient(argo: ArgoCd) {
  const server = await listenOnLoopback(express().use(argo.api));
  const call = async (
    path: string,
    {
      method = 'GET',
      body,
      token = 'portal-token',
      headers = {},
    }: {
      method?: string;
      body?: unknown;
      token?: string | null;
      headers?: Record<string, string>;
    } = {},
  ) =>
    await fetch(`${server.url}${path}`, {
      method,
      headers: {
        ...(token !== null && { Authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });

  return {
    /** Status, type and parsed body of an answer. */
    async ask(path: string, options: Parameters<typeof call>[1] = {}) {
      const response = await call(path, options);
      const json: unknown = await response.json();
      return {
        status: response.status,
        headers: {
          'content-type': response.headers.get('content-type') ?? '',
          'grpc-metadata-content-type':
            response.headers.get('grpc-metadata-content-type') ?? undefined,
        },
        body: json,
      };
    },
    /** The text of a stream in pieces of one event. */
    async openStream(path: string, headers: Record<string, string> = {}) {
      const response = await call(path, { headers });
      const reader = response.body?.getReader();
      if (!reader) {
        throw new Error('The answer has no body');
      }
      const decoder = new TextDecoder();
      let text = '';
      return {
        type: response.headers.get('content-type'),
        /** The next line that is not empty, without its newline; undefined at the end. */
        async next(): Promise<string | undefined> {
          for (;;) {
            const end = text.indexOf('\n');
            if (end >= 0) {
              const line = text.slice(0, end);
              text = text.slice(end + 1);
              if (line !== '') {
                return line;
              }
              continue;
            }
            const { done, value } = await reader.read();
            if (done) {
              return undefined;
            }
            text += decoder.decode(value, { stream: true });
          }
        },
        cancel: async () => await reader.cancel(),
      };
    },
    stop: async () => await server.close(),
  };
}
