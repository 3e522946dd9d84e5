import { z } from 'zod';
import { parseJson, shorten } from '@backstage-gitops/plugin-gitops-node';

const errorSchema = z.object({
  message: z.string().optional(),
  error: z.string().optional(),
});

function describeForbidden(words: string | undefined): string {
  // Argo CD does not say which of the two.
  if (words === 'permission denied') {
    return 'does not allow this to our account, or does not know the application (403)';
  }
  // Sync windows and the like, which hold for everybody.
  const isRule = words && !words.startsWith('permission denied');
  return isRule
    ? 'refuses this (403)'
    : 'does not allow this to our account (403)';
}

function describe(status: number, words: string | undefined): string {
  if (status >= 300 && status < 400) {
    return `redirects elsewhere (${status}); configure the URL it redirects to`;
  }
  switch (status) {
    case 400:
      return 'refuses this (400)';
    case 401:
      return 'does not accept our credentials (401)';
    case 403:
      return describeForbidden(words);
    case 404:
      return 'does not know this address (404); is the URL that of an Argo CD?';
    case 429:
      return 'is asked too often (429)';
    default:
      return status >= 500
        ? `has trouble of its own (${status})`
        : `answered with status ${status}`;
  }
}

/** Argo CD answered, or something before it, but not with what was asked for. */
export class ArgocdError extends Error {
  /** Whether it says nothing of what Argo CD has done: a gateway gave up on it. */
  readonly isOutcomeUnknown: boolean;

  constructor(who: string, readonly status: number, body: string) {
    const parsed = errorSchema.safeParse(parseJson(body)).data;
    const words = parsed?.message ?? parsed?.error;
    super(
      `${who} ${describe(status, words)}${
        words ? `: ${shorten(words, 500)}` : ''
      }`,
    );
    this.name = 'ArgocdError';
    this.isOutcomeUnknown = status === 504 || (status >= 500 && !words);
  }
}
