import { Manifest } from './api/managedResources';
import { isRecord } from './isRecord';

/** What the API server and kubectl write for themselves, and nobody desires. */
const BOOKKEEPING = new Set([
  'managedFields',
  'resourceVersion',
  'uid',
  'generation',
  'creationTimestamp',
  'selfLink',
]);
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

function omit(
  object: Record<string, unknown>,
  isLeftOut: (key: string) => boolean,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(object).filter(([key]) => !isLeftOut(key)),
  );
}

/** A manifest as a person would write it: without its status and the server's own fields. */
export function withoutBookkeeping(manifest: Manifest): Manifest {
  const rest = omit(manifest, key => key === 'status');
  if (!isRecord(rest.metadata)) return rest;
  const metadata = omit(rest.metadata, key => BOOKKEEPING.has(key));
  if (isRecord(metadata.annotations)) {
    const annotations = omit(metadata.annotations, key => key === LAST_APPLIED);
    metadata.annotations = annotations;
    if (Object.keys(annotations).length === 0) delete metadata.annotations;
  }
  return { ...rest, metadata };
}
