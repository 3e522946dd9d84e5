import { KnownCluster } from './KubernetesBackend';

/** Ways to authenticate that need somebody's own token, which nobody brings along here. */
const NEEDS_A_PERSON = ['google', 'oidc', 'aks', 'pinniped'];

/** Why the portal by itself cannot look at a cluster, in a sentence; undefined where it can try. */
export function whyUnobservable(
  name: string,
  known: KnownCluster[],
): string | undefined {
  const cluster = known.find(each => each.name === name);
  if (!cluster) {
    return `There is no cluster ${name} in the kubernetes configuration`;
  }
  const { authProvider } = cluster;
  return authProvider && NEEDS_A_PERSON.includes(authProvider)
    ? `Cluster ${name} cannot be observed: its auth provider ${authProvider} needs a person's token; give the cluster one that the backend can use, such as serviceAccount`
    : undefined;
}
