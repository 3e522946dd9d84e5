import { z } from 'zod';
import { OpenResponse } from '../streams/openRequest';
import { parseJson, readText } from '../streams/readText';
import { shorten } from '../text/shorten';

/** Reaches the API server of one cluster. */
export interface KubernetesClient {
  /** What people call the cluster, as the beginning of a sentence. */
  readonly who: string;
  /** Asks for an API path such as `/apis/apps/v1/deployments?limit=5`. */
  open(path: string, options: KubernetesRequest): Promise<OpenResponse>;
}

export interface KubernetesRequest {
  signal: AbortSignal;
  accept?: string;
  /**
   * The answer is a stream that must come as it is sent: not compressed, which
   * holds it back. A proxy may begin to answer only with the first event, so
   * that this much patience is needed.
   */
  streamTimeoutMs?: number;
  /** A JSON merge patch to send with PATCH; without one it is a GET. */
  mergePatch?: string;
}

/** Who changed a field, as `managedFields` then has it. */
export const FIELD_MANAGER = 'backstage-gitops';

/** The API server, or what stands before it, refused: the status and its own words. */
export class KubernetesError extends Error {
  constructor(
    who: string,
    readonly status: number,
    readonly words: string,
    /** With 410 on a list: the way to go on with it. */
    readonly continueToken?: string,
    /** Said by the Backstage backend in between: a 404 is then no word of the cluster. */
    readonly isFromBetween = false,
  ) {
    super(`${who} ${describeStatus(status)}${words ? `: ${words}` : ''}`);
    this.name = 'KubernetesError';
  }
}

function describeStatus(status: number): string {
  switch (status) {
    case 401:
      return 'does not accept our credentials (401)';
    case 403:
      return 'does not allow this (403)';
    case 404:
      return 'does not have this (404)';
    case 410:
      return 'has forgotten that version (410)';
    case 429:
      return 'is asked too often (429)';
    default:
      return `answered with status ${status}`;
  }
}

const statusSchema = z.object({
  message: z.string().optional(),
  metadata: z.object({ continue: z.string().optional() }).optional(),
  /** As the Backstage backend in between says it. */
  error: z
    .union([
      z.string().transform(message => ({ message })),
      z.object({ message: z.string().optional() }),
    ])
    .optional(),
});

/** Turns an answer that is no 200 into an error; a Status, plain text or a Backstage error. */
export function toKubernetesError(
  who: string,
  status: number,
  body: string,
): KubernetesError {
  const parsed = statusSchema.safeParse(parseJson(body)).data;
  const words = parsed
    ? parsed.message ?? parsed.error?.message ?? ''
    : body.trim();
  return new KubernetesError(
    who,
    status,
    shorten(words, 500),
    parsed?.metadata?.continue,
    parsed?.error !== undefined,
  );
}

const MAX_BYTES = 64 * 1024 * 1024;

/**
 * One GET, read as JSON.
 * @throws KubernetesError when the status is not 200
 */
export function getJson(
  client: KubernetesClient,
  path: string,
  options: { signal: AbortSignal; accept?: string },
): Promise<unknown> {
  return readAnswer(client, path, options);
}

/**
 * Changes these fields of one object; null takes one away. Never sent twice.
 * @returns the object as it is then
 * @throws KubernetesError when the status is not 200
 */
export function patchObject(
  client: KubernetesClient,
  path: string,
  patch: Record<string, unknown>,
  { signal }: { signal: AbortSignal },
): Promise<unknown> {
  return readAnswer(client, `${path}?fieldManager=${FIELD_MANAGER}`, {
    signal,
    mergePatch: JSON.stringify(patch),
  });
}

async function readAnswer(
  client: KubernetesClient,
  path: string,
  options: KubernetesRequest,
): Promise<unknown> {
  const response = await client.open(path, options);
  try {
    const text = await readText(response, {
      who: client.who,
      maxBytes: MAX_BYTES,
    });
    if (response.status !== 200) {
      throw toKubernetesError(client.who, response.status, text);
    }
    return parseJson(text);
  } finally {
    response.close();
  }
}
