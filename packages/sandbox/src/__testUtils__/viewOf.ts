import { runCommand } from '../control/command';
import { Sandbox } from '../sandbox';
import { ARGOCD_TOKEN, clusterToken } from '../world/accounts';
import { listOf, textIn, valueIn } from '../world/records';
import { ClusterName } from '../world/services';

/** A sandbox as those see it who talk to it over HTTP. */
export function viewOf(sandbox: () => Sandbox) {
  const get = async (url: string, token: string): Promise<unknown> => {
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${token}` },
    });
    if (!response.ok) {
      throw new Error(`${url}: ${response.status} ${await response.text()}`);
    }
    return await response.json();
  };
  const kube = (cluster: ClusterName, path: string) =>
    get(`${sandbox().urls[cluster]}${path}`, clusterToken(cluster));

  return {
    kube,
    kustomization: (cluster: ClusterName, name: string) =>
      kube(
        cluster,
        `/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations/${name}`,
      ),
    helmRelease: (cluster: ClusterName, name: string) =>
      kube(
        cluster,
        `/apis/helm.toolkit.fluxcd.io/v2/namespaces/flux-system/helmreleases/${name}`,
      ),
    /** The Deployment of that name in the namespace of that name. */
    workload: (cluster: ClusterName, name: string) =>
      kube(cluster, `/apis/apps/v1/namespaces/${name}/deployments/${name}`),
    application: (name: string) =>
      get(`${sandbox().urls.argocd}/api/v1/applications/${name}`, ARGOCD_TOKEN),
    states: (): Record<string, string> =>
      Object.fromEntries(
        sandbox()
          .list()
          .map(({ application, state }) => [application, state]),
      ),
    /** A command of the command line. */
    run: (...args: string[]) =>
      runCommand(args, { url: sandbox().urls.control }),
  };
}

/** Entries of `metadata.managedFields` by one manager. */
export function entriesOf(object: unknown, manager: string): unknown[] {
  return listOf(valueIn(object, 'metadata', 'managedFields')).filter(
    entry => textIn(entry, 'manager') === manager,
  );
}

export function conditionOf(object: unknown, type: string): unknown {
  return listOf(valueIn(object, 'status', 'conditions')).find(
    condition => textIn(condition, 'type') === type,
  );
}
