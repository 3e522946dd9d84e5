/** A bare repository of ours on disk, and what ends the work on it. */
export interface Mirror {
  gitDir: string;
  signal: AbortSignal;
}

/** Where a mirror fetches from, with what that needs. */
export interface Remote {
  url: string;
  /** For GIT_ALLOW_PROTOCOL. */
  protocols: string;
  /** Settings that carry the credentials, bound to the host. */
  config: ReadonlyArray<readonly [string, string]>;
  /** Never to be seen in an error. */
  secrets: readonly string[];
  networkTimeoutMs: number;
}

export const LOCAL_TIMEOUT_MS = 10 * 60_000;

const SHA = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** A full object id, SHA-1 or SHA-256. */
export function isSha(text: string): boolean {
  return SHA.test(text);
}

/**
 * Guards the standard input of commands that read revisions from it, where a
 * word could otherwise be taken for an option.
 */
export function shas(list: readonly string[]): readonly string[] {
  for (const sha of list) {
    if (!isSha(sha)) throw new Error('Not an object id');
  }
  return list;
}
