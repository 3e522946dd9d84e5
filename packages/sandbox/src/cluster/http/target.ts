import type { ResourceType } from '../kinds';

/** What a URL path names. */
export type Target =
  | { kind: 'version' | 'health' | 'legacyGroup' | 'groups' }
  | { kind: 'group'; group: string }
  | { kind: 'groupVersion'; group: string; version: string }
  | { kind: 'resource'; resource: ResourceTarget }
  | { kind: 'nothing' };

export interface ResourceTarget {
  group: string;
  version: string;
  plural: string;
  namespace?: string;
  name?: string;
  subresource?: string;
}

/** `kustomizations`, or `kustomizations/status`. */
export function resourceName({ plural, subresource }: ResourceTarget): string {
  return subresource ? `${plural}/${subresource}` : plural;
}

function resourceOf(
  group: string,
  version: string,
  rest: string[],
): ResourceTarget | undefined {
  const base = { group, version };
  // `namespaces/<name>` and `namespaces/<name>/status` are the namespace itself.
  const isNamespace =
    rest[0] === 'namespaces' &&
    (rest.length < 3 || ['status', 'finalize'].includes(rest[2]));
  if (rest[0] === 'namespaces' && !isNamespace) {
    const [, namespace, plural, name, subresource, ...more] = rest;
    if (more.length > 0) return undefined;
    return { ...base, plural, namespace, name, subresource };
  }
  const [plural, name, subresource, ...more] = rest;
  if (more.length > 0) return undefined;
  return { ...base, plural, name, subresource };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

export function parseTarget(path: string): Target {
  const segments = path.split('/').filter(Boolean).map(decoded);
  const [root, ...rest] = segments;
  if (root === 'version' && rest.length === 0) return { kind: 'version' };
  if (['livez', 'readyz', 'healthz'].includes(root)) return { kind: 'health' };
  if (root === 'api' && rest.length === 0) return { kind: 'legacyGroup' };
  if (root === 'apis' && rest.length === 0) return { kind: 'groups' };
  if (root === 'apis' && rest.length === 1) {
    return { kind: 'group', group: rest[0] };
  }
  if (root !== 'api' && root !== 'apis') return { kind: 'nothing' };

  const group = root === 'api' ? '' : rest[0];
  const [version, ...inside] = root === 'api' ? rest : rest.slice(1);
  if (inside.length === 0) return { kind: 'groupVersion', group, version };
  const resource = resourceOf(group, version, inside);
  return resource ? { kind: 'resource', resource } : { kind: 'nothing' };
}

/** Whether the group is served in this version at all. */
export function servesVersion(
  kinds: readonly ResourceType[],
  { group, version }: { group: string; version: string },
): boolean {
  return kinds.some(kind => kind.group === group && kind.version === version);
}
