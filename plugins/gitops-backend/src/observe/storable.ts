import { stripCredentials } from '@backstage-gitops/plugin-gitops-node';

/**
 * The same value as it may be kept: without credentials in any of its texts, and
 * without NUL, which no text in PostgreSQL can hold.
 */
export function storable<T>(value: T): T {
  const json = JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'string'
      ? stripCredentials(part).replaceAll('\0', '')
      : part,
  );
  // Texts are replaced by texts: the shape is the same.
  return JSON.parse(json) as T;
}
