import { stripCredentials } from '@backstage-gitops/plugin-gitops-node';

/**
 * The same value as it may be kept: without credentials in any of its texts, without
 * NUL, which no text in PostgreSQL can hold, and without halves of a character that was
 * cut through: JSON with such a one it does not read.
 */
export function storable<T>(value: T): T {
  const json = JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'string'
      ? stripCredentials(part)
          .replaceAll('\0', '')
          .replace(/\p{Cs}/gu, '\ufffd')
      : part,
  );
  // Texts are replaced by texts: the shape is the same.
  return JSON.parse(json) as T;
}
