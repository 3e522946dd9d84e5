import {
  KubernetesClient,
  KubernetesError,
  listObjects,
} from '@backstage-gitops/plugin-gitops-node';

/** An Argo CD has one namespace for its projects; a cluster has few Argo CDs. */
const MAX_NAMESPACES = 10;

/**
 * The objects of all namespaces, or where that is not allowed of these. One that
 * cannot be read is passed over as long as another can.
 * @throws KubernetesError
 */
export async function listOfNamespaces<T>(
  client: KubernetesClient,
  {
    pathOf,
    parse,
  }: {
    pathOf: (namespace: string | undefined) => string;
    parse: (item: unknown) => T | undefined;
  },
  namespaces: string[],
  signal: AbortSignal,
): Promise<T[]> {
  const list = async (namespace?: string) => {
    const path = pathOf(namespace);
    return (await listObjects(client, { path, parse, signal })).items;
  };
  try {
    return await list();
  } catch (error) {
    const isRefused = error instanceof KubernetesError && error.status === 403;
    if (!isRefused) throw error;
    const lists = await Promise.allSettled(
      namespaces.slice(0, MAX_NAMESPACES).map(list),
    );
    const read = lists.flatMap(each =>
      each.status === 'fulfilled' ? [each.value] : [],
    );
    if (read.length === 0) throw error;
    return read.flat();
  }
}
