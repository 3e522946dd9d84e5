import { ReviewHostError } from '../types';

export interface GuardOptions {
  /** Who is asked, as the beginning of a sentence: `The Git host git.example.com`. */
  who: string;
  /** Where its integration is configured: `integrations.gitea`. */
  configuredAt: string;
  maxBytes?: number;
  timeoutMs?: number;
}

const MAX_BYTES = 4 * 1024 * 1024;
const TIMEOUT_MS = 30_000;
const LEAST_RESET_MS = 60_000;
/** Seconds since 1970 are more than that; no limit lasts as long. */
const LEAST_TIME = 1e9;

/**
 * A `fetch` for the client library of a Git host: bounded in size and time, and it
 * follows no redirect, so that credentials stay with their host.
 *
 * Resolves with what is there (2xx), and with 404; throws a ReviewHostError else.
 */
export function guardedFetch(options: GuardOptions): typeof fetch {
  const { who, configuredAt } = options;
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;

  return async (input, init) => {
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = init?.signal
      ? AbortSignal.any([init.signal, timeout])
      : timeout;
    let isReached = false;
    try {
      const response = await fetch(input, {
        ...init,
        redirect: 'manual',
        signal,
      });
      isReached = true;
      if (!response.ok && response.status !== 404) {
        // Not awaited: a body that hangs may not answer to this either.
        response.body?.cancel().catch(() => {});
        throw refusalOf(response, who, configuredAt);
      }
      const body = await readBody(response, options);
      const { status, statusText, headers } = response;
      // Some statuses may have no body.
      return new Response(body || null, { status, statusText, headers });
    } catch (error) {
      if (error instanceof ReviewHostError) throw error;
      init?.signal?.throwIfAborted();
      if (timeout.aborted) {
        throw new ReviewHostError(
          `${who} did not answer within ${timeoutMs / 1000} s`,
          'failed',
        );
      }
      throw isReached
        ? new ReviewHostError(`${who} did not end its answer`, 'failed')
        : new ReviewHostError(
            `${who} cannot be reached: see that it runs and that the backend reaches it`,
            'unreachable',
          );
    }
  };
}

async function readBody(
  response: Response,
  { who, maxBytes = MAX_BYTES }: GuardOptions,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  const reader = response.body?.getReader();
  let size = 0;
  for (let read = await reader?.read(); read?.value; ) {
    size += read.value.byteLength;
    if (size > maxBytes) {
      leave(reader);
      throw new ReviewHostError(
        `${who} answered with more than ${maxBytes} bytes`,
        'failed',
      );
    }
    chunks.push(read.value);
    read = await reader?.read();
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Not awaited: a body that hangs may not answer to this either. */
function leave(body: { cancel(): Promise<void> } | null | undefined): void {
  body?.cancel().catch(() => {});
}

function refusalOf(
  { status, headers }: Response,
  who: string,
  configuredAt: string,
): ReviewHostError {
  // Hosts tell of their limits in answers that have nothing to do with them, too.
  const isToWait = headers.has('retry-after');
  const isSpent = headers.get('x-ratelimit-remaining') === '0';
  if (status === 429 || (status === 403 && (isToWait || isSpent))) {
    return new ReviewHostError(
      `${who} limits how often it is asked`,
      'rateLimited',
      retryAfter(headers),
    );
  }
  // Bitbucket Data Center says 401 also to whom it knows.
  if (status === 403 || (status === 401 && headers.has('x-ausername'))) {
    return new ReviewHostError(
      `${who} does not let the portal see what it asked for (${status}): give the credentials in ${configuredAt} the right to`,
      'forbidden',
    );
  }
  if (status === 401) {
    return new ReviewHostError(
      `${who} refuses the credentials of the portal (${status}): see ${configuredAt}`,
      'refused',
    );
  }
  if (status >= 300 && status < 400) {
    return new ReviewHostError(
      `${who} sends elsewhere (${status}), which is not followed: see the address in ${configuredAt}`,
      'failed',
    );
  }
  return new ReviewHostError(
    `${who} answered ${status}`,
    'failed',
    isToWait ? retryAfter(headers) : undefined,
  );
}

/** Milliseconds, from the headers that hosts say it with; undefined where none does. */
export function retryAfter(headers: Headers): number | undefined {
  const given = headers.get('retry-after');
  if (given) {
    const ms = /^\d+$/.test(given)
      ? Number(given) * 1000
      : Date.parse(given) - Date.now();
    if (Number.isFinite(ms)) return Math.max(0, ms);
  }
  const reset =
    headers.get('x-ratelimit-reset') ?? headers.get('ratelimit-reset');
  const seconds = Number(reset);
  if (!reset || !Number.isFinite(seconds)) return undefined;
  // Some say when, by a clock of their own; others in how many seconds.
  const ms = seconds * 1000 - (seconds < LEAST_TIME ? 0 : Date.now());
  return Math.max(LEAST_RESET_MS, ms);
}
