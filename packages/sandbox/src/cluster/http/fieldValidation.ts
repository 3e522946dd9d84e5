import { badRequest, invalid, type KubeError } from '../errors';
import { sortedJson } from '../json';
import type { ResourceType } from '../kinds';
import { prune } from '../rules/structural';

function said(unknown: string[]): string {
  return unknown.map(field => `unknown field "${field}"`).join(', ');
}

/**
 * Fields of custom resources that their schema does not know: in `Strict` mode
 * they are refused, in `Warn`, the default, they are named in a header.
 * @returns the values of `Warning` headers
 */
export function checkFields(
  type: ResourceType,
  object: unknown,
  query: URLSearchParams,
  refuse: (words: string) => KubeError,
): string[] {
  const mode = query.get('fieldValidation') || 'Warn';
  if (!type.schema || mode === 'Ignore') return [];
  const unknown: string[] = [];
  prune(object, type.schema, unknown);
  if (unknown.length === 0) return [];
  if (mode === 'Strict') {
    throw refuse(`strict decoding error: ${said(unknown)}`);
  }
  return unknown.map(
    field => `299 - ${JSON.stringify(`unknown field "${field}"`)}`,
  );
}

export function refusedObject(
  type: ResourceType,
): (words: string) => KubeError {
  return words =>
    badRequest(
      `${type.kind} in version "${type.version}" cannot be handled as a ${type.kind}: ${words}`,
    );
}

/** A patch is refused with all of the object that it would have made. */
export function refusedPatch(patched: unknown): (words: string) => KubeError {
  return words =>
    invalid({ group: '', kind: '' }, '', [
      {
        reason: 'FieldValueInvalid',
        message: `Invalid value: ${JSON.stringify(
          sortedJson(patched),
        )}: ${words}`,
        field: 'patch',
      },
    ]);
}
