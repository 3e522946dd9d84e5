import { ResourceRef } from '@backstage-gitops/plugin-gitops-common';

/** A resource as Argo CD names it, which leaves out what is empty. */
export interface NamedResource {
  group?: string | null;
  kind: string;
  namespace?: string | null;
  name: string;
}

export function toResourceRef(resource: NamedResource): ResourceRef {
  const { group, kind, namespace, name } = resource;
  return { group: group ?? '', kind, namespace: namespace || undefined, name };
}

/** `group/kind/namespace/name` */
export function resourceKey(resource: NamedResource): string {
  const { group, kind, namespace, name } = resource;
  return [group ?? '', kind, namespace ?? '', name].join('/');
}

/** Its values are nobody's business but the cluster's. */
export function isSecret({ group, kind }: NamedResource): boolean {
  return kind === 'Secret' && !group;
}

/** For `sort`: the same order whatever order Argo CD tells them in. */
export function byResource(a: NamedResource, b: NamedResource): number {
  return resourceKey(a) < resourceKey(b) ? -1 : 1;
}
