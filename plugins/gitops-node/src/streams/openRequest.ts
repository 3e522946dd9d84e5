import { z } from 'zod';

export interface OpenOptions {
  method?: 'GET' | 'POST' | 'PATCH';
  headers?: Record<string, string>;
  body?: string;
  /** Ends the request, also while its body is read. */
  signal: AbortSignal;
  /** Until the answer begins; default 30 s. */
  timeoutMs?: number;
  /** Who is asked, as the beginning of a sentence: `Argo CD main`. */
  who: string;
}

/** An answer that has begun. `close` must be called, whatever became of the body. */
export interface OpenResponse {
  status: number;
  location: string | null;
  /** Throws a SilenceError when nothing comes for `silenceMs` (asked anew for each chunk). */
  chunks(silenceMs: () => number): AsyncGenerator<Uint8Array, void, undefined>;
  close(): void;
}

/** An answer stopped coming. */
export class SilenceError extends Error {}

/** Nothing answered, though the request may have arrived. */
export class NoAnswerError extends Error {}

const failureSchema = z.object({
  name: z.string().catch(''),
  message: z.string().catch(''),
  code: z.string().catch(''),
  syscall: z.string().catch(''),
});
const wrappedSchema = z.object({ cause: z.unknown() });

/** What `fetch` wraps, often more than once, in words that say no more than that it failed. */
function failureOf(error: unknown): z.infer<typeof failureSchema> {
  const cause = wrappedSchema.safeParse(error).data?.cause;
  if (cause) return failureOf(cause);
  return (
    failureSchema.safeParse(error).data ?? {
      name: '',
      message: String(error),
      code: '',
      syscall: '',
    }
  );
}

const MAYBE_ARRIVED = [
  'UND_ERR_SOCKET',
  'UND_ERR_HEADERS_TIMEOUT',
  'ECONNRESET',
  'EPIPE',
];

function mayHaveArrived(error: unknown): boolean {
  const { name, code, syscall } = failureOf(error);
  return (
    name === 'HTTPParserError' ||
    MAYBE_ARRIVED.includes(code) ||
    // The same words of a connection that was never made have another one.
    ['read', 'write'].includes(syscall)
  );
}

/** Of a CA that Node does not know. */
const UNTRUSTED = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
];

/** In the words of people. */
function causeOf(error: unknown): string {
  const { name, message, code } = failureOf(error);
  if (UNTRUSTED.includes(code)) {
    return `its certificate is not of a CA that is trusted here (${code}); NODE_EXTRA_CA_CERTS names more`;
  }
  // Such as the refusal of a proxy: its code says no more than that it was ended.
  if (code === 'UND_ERR_ABORTED') return message;
  if (code === 'UND_ERR_SOCKET') return 'the connection was closed';
  if (name === 'HTTPParserError') return 'the answer was cut off';
  return code || message;
}

async function* readChunks(
  body: ReadableStream<Uint8Array>,
  silenceMs: () => number,
  { who, signal }: OpenOptions,
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = body.getReader();
  const read = (): ReturnType<typeof reader.read> => {
    const limit = silenceMs();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () =>
          fail(new SilenceError(`${who} sent nothing for ${limit / 1000} s`)),
        limit,
      );
      const onAbort = () => fail(signal.reason);
      const cleanUp = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
      };
      function fail(error: unknown) {
        cleanUp();
        reject(error);
      }
      signal.addEventListener('abort', onAbort);
      if (signal.aborted) onAbort();
      reader.read().then(
        result => {
          cleanUp();
          resolve(result);
        },
        error =>
          fail(new Error(`${who} broke off its answer: ${causeOf(error)}`)),
      );
    });
  };
  try {
    for (;;) {
      const { done, value } = await read();
      if (done) return;
      yield value;
    }
  } finally {
    // Not awaited: a body that hangs may not answer to this either.
    reader.cancel().catch(() => {});
  }
}

/** Checked here, as the words of `fetch` repeat what stands in the header: a token. */
function checkedHeaders(
  headers: Record<string, string> | undefined,
  who: string,
): Headers {
  try {
    return new Headers(headers);
  } catch {
    throw new Error(
      `${who} is not asked: its credentials, or another header, hold a line break or a character that cannot be sent`,
    );
  }
}

/**
 * Sends a request and answers when the answer begins. A status of any kind is
 * an answer; redirects are not followed, so that credentials stay with their host.
 * @throws Error in words for a person when nothing answers, a NoAnswerError where
 * it may have arrived, or the signal's reason
 */
export async function openRequest(
  url: string,
  options: OpenOptions,
): Promise<OpenResponse> {
  const { signal, timeoutMs = 30_000, who } = options;
  signal.throwIfAborted();
  const headers = checkedHeaders(options.headers, who);
  const controller = new AbortController();
  const onAbort = () => controller.abort(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  const close = () => {
    signal.removeEventListener('abort', onAbort);
    controller.abort();
  };
  const tooLate = new NoAnswerError(
    `${who} did not answer within ${timeoutMs / 1000} s`,
  );
  const timer = setTimeout(() => controller.abort(tooLate), timeoutMs);
  try {
    const response = await fetch(url, {
      method: options.method ?? 'GET',
      headers,
      body: options.body,
      redirect: 'manual',
      signal: controller.signal,
    });
    return {
      status: response.status,
      location: response.headers.get('location'),
      chunks: silenceMs =>
        readChunks(response.body ?? new Blob([]).stream(), silenceMs, options),
      close,
    };
  } catch (error) {
    close();
    if (signal.aborted || error === tooLate) throw error;
    const message = `${who} cannot be reached: ${causeOf(error)}`;
    throw mayHaveArrived(error)
      ? new NoAnswerError(message)
      : new Error(message);
  } finally {
    clearTimeout(timer);
  }
}
