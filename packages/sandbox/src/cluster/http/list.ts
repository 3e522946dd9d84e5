import { badRequest, expired } from '../errors';
import { apiVersionOf, type ResourceType } from '../kinds';
import type { ObjectStore } from '../store';
import type { KubeObject } from '../types';
import { decodeContinue, encodeContinue } from './continueToken';
import { type Format, formatted } from './media';
import { selectionOf } from './selection';

const TOO_OLD_TOKEN =
  'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.';

function keyOf({ metadata }: KubeObject, namespace?: string): string {
  return namespace || !metadata.namespace
    ? metadata.name
    : `${metadata.namespace}/${metadata.name}`;
}

function limitOf(query: URLSearchParams): number {
  const limit = Number(query.get('limit') ?? 0);
  if (!Number.isInteger(limit)) {
    throw badRequest(`limit: Invalid value: "${query.get('limit')}"`);
  }
  // The watch cache, which answers for version 0, does not page.
  return query.get('resourceVersion') === '0' || limit < 0 ? 0 : limit;
}

/** Which revision is listed, and after which key. */
function startOf(store: ObjectStore, query: URLSearchParams) {
  const token = query.get('continue');
  const version = query.get('resourceVersion');
  if (version && !/^\d+$/.test(version)) {
    throw badRequest(`resourceVersion: Invalid value: "${version}"`);
  }
  if (token) {
    if (version && version !== '0') {
      throw badRequest(
        'specifying resource version is not allowed when using continue',
      );
    }
    const { revision = store.revision, after } = decodeContinue(token);
    if (revision < store.compactedRevision) {
      const fresh = encodeContinue({ revision: undefined, after });
      throw expired(TOO_OLD_TOKEN, fresh);
    }
    return { revision, after };
  }
  if (version && query.get('resourceVersionMatch') === 'Exact') {
    const revision = Number(version);
    if (revision < store.compactedRevision) {
      throw expired('The resourceVersion for the provided list is too old.');
    }
    return { revision, after: undefined };
  }
  return { revision: store.revision, after: undefined };
}

/** The answer to a list, a page of it if a limit is set. */
export function listObjects(
  store: ObjectStore,
  type: ResourceType,
  namespace: string | undefined,
  query: URLSearchParams,
  format: Format,
) {
  const selection = selectionOf(type, query);
  const limit = limitOf(query);
  const { revision, after } = startOf(store, query);
  const found = store
    .list(type, namespace, revision)
    .filter(object => after === undefined || keyOf(object, namespace) > after)
    .filter(object => selection.matches(object));
  const page = limit ? found.slice(0, limit) : found;
  const remaining = found.length - page.length;
  const last = page[page.length - 1];
  // Custom resources say that there is no next page, built-in kinds leave it out.
  const noToken = type.schema ? { continue: '' } : {};
  return {
    ...(format === 'metadata'
      ? { kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1' }
      : { kind: `${type.kind}List`, apiVersion: apiVersionOf(type) }),
    metadata: {
      resourceVersion: String(revision),
      ...(remaining > 0
        ? {
            continue: encodeContinue({
              revision,
              after: keyOf(last, namespace),
            }),
          }
        : noToken),
      // With a selector nobody counts what comes later.
      ...(remaining > 0 && !selection.filters
        ? { remainingItemCount: remaining }
        : {}),
    },
    items: page.map(object => {
      if (format === 'metadata' || type.schema)
        return formatted(object, format);
      const { apiVersion: _, kind: __, ...item } = object;
      return item;
    }),
  };
}
