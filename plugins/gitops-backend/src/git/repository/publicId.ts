import { createHash } from 'node:crypto';

/** What a repository is called outside: opaque and stable, for URLs. */
export function publicIdOf(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 16);
}
