import { notAcceptable } from '../errors';
import type { KubeObject } from '../types';

/** How an answer is written. */
export type Format = 'object' | 'metadata' | 'aggregatedDiscovery';

/**
 * The first form in `Accept` that is served. Throws 406 if there is none; tables
 * and protobuf are not, but clients that ask for them name JSON as well.
 */
export function formatOf(accept: string | undefined): Format {
  for (const range of (accept || '*/*').split(',')) {
    const [type, ...parameters] = range.split(';').map(part => part.trim());
    if (!['*/*', 'application/*', 'application/json'].includes(type)) continue;
    const as = parameters
      .find(parameter => parameter.startsWith('as='))
      ?.slice(3);
    switch (as) {
      case undefined:
        return 'object';
      case 'PartialObjectMetadata':
      case 'PartialObjectMetadataList':
        return 'metadata';
      case 'APIGroupDiscoveryList':
        if (parameters.includes('v=v2')) return 'aggregatedDiscovery';
        break;
      default:
    }
  }
  throw notAcceptable();
}

/** The object as it is answered. */
export function formatted(object: KubeObject, format: Format) {
  if (format !== 'metadata') return object;
  return {
    kind: 'PartialObjectMetadata',
    apiVersion: 'meta.k8s.io/v1',
    metadata: object.metadata,
  };
}
