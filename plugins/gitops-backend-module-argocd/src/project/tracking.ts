import { ObjectRef } from '@backstage-gitops/plugin-gitops-common';

/** What says which Application has applied an object. */
export interface Tracked {
  namespace: string;
  name: string;
  annotations?: Record<string, string> | null;
}

/**
 * The Application that has applied an object, by what Argo CD writes on it:
 * `app:group/Kind:namespace/name`.
 *
 * @param home - Argo CD's own namespace
 */
export function applierOf(
  { namespace, name, annotations }: Tracked,
  home: string,
): ObjectRef | undefined {
  const trackingId = annotations?.['argocd.argoproj.io/tracking-id'];
  const [owner, , target] = trackingId?.split(':') ?? [];
  // Copied along with the manifest, it would name another object.
  const isOwn = target === `${namespace}/${name}`;
  if (!owner || !isOwn) return undefined;
  // `namespace_name` outside of Argo CD's own namespace.
  const at = owner.indexOf('_');
  return {
    kind: 'Application',
    namespace: at < 0 ? home : owner.slice(0, at),
    name: owner.slice(at + 1),
  };
}
