import { z } from 'zod';
import { getJson, KubernetesClient, KubernetesError } from './KubernetesClient';

const groupSchema = z.object({
  versions: z.array(z.object({ version: z.string() })),
  preferredVersion: z.object({ version: z.string() }).optional(),
});

const resourcesSchema = z.object({
  resources: z.array(
    z.object({
      name: z.string(),
      kind: z.string(),
      namespaced: z.boolean(),
      verbs: z.array(z.string()).default([]),
    }),
  ),
});

/** Where the objects of a kind are. */
export interface ResourceType {
  kind: string;
  namespaced: boolean;
  /** `/apis/apps/v1` */
  base: string;
  /** `deployments` */
  plural: string;
}

async function getIfThere(
  client: KubernetesClient,
  path: string,
  signal: AbortSignal,
): Promise<unknown> {
  try {
    return await getJson(client, path, { signal });
  } catch (error) {
    const isAbsent =
      error instanceof KubernetesError &&
      error.status === 404 &&
      // Else the cluster was never asked, and may well have it.
      !error.isFromBetween;
    if (isAbsent) return undefined;
    throw error;
  }
}

/** The kinds of a group's version that can be listed and watched; none where it is not served. */
export async function listResourceTypes(
  client: KubernetesClient,
  { group, version }: { group: string; version: string },
  signal: AbortSignal,
): Promise<ResourceType[]> {
  const base = group ? `/apis/${group}/${version}` : `/api/${version}`;
  const parsed = resourcesSchema.safeParse(
    await getIfThere(client, base, signal),
  );
  return (parsed.data?.resources ?? [])
    .filter(({ name, verbs }) => !name.includes('/') && verbs.includes('watch'))
    .map(({ name, kind, namespaced }) => ({
      kind,
      namespaced,
      base,
      plural: name,
    }));
}

/** The kinds of a group, each in the version served that comes first; none where it is not there. */
export async function findGroup(
  client: KubernetesClient,
  group: string,
  signal: AbortSignal,
): Promise<Map<string, ResourceType>> {
  const found = new Map<string, ResourceType>();
  const { data } = groupSchema.safeParse(
    await getIfThere(client, `/apis/${group}`, signal),
  );
  const versions = new Set([
    ...(data?.preferredVersion ? [data.preferredVersion.version] : []),
    ...(data?.versions.map(each => each.version) ?? []),
  ]);
  for (const version of versions) {
    const types = await listResourceTypes(client, { group, version }, signal);
    for (const type of types) {
      if (!found.has(type.kind)) found.set(type.kind, type);
    }
  }
  return found;
}

/** `apps`; empty for the core group. */
export function groupOf({ base }: ResourceType): string {
  return /^\/apis\/([^/]+)/.exec(base)?.[1] ?? '';
}

/** The address of a whole collection, over all namespaces or within one. */
export function collectionPath(type: ResourceType, namespace?: string): string {
  const within =
    type.namespaced && namespace
      ? `/namespaces/${encodeURIComponent(namespace)}`
      : '';
  return `${type.base}${within}/${type.plural}`;
}

export function objectPath(
  type: ResourceType,
  { namespace, name }: { namespace?: string; name: string },
): string {
  return `${collectionPath(type, namespace)}/${encodeURIComponent(name)}`;
}
