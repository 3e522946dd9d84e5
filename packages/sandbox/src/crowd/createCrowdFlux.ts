import { createCluster } from '../cluster';
import { KubeObject } from '../cluster/types';
import { createFlux } from '../flux';
import {
  GIT_REPOSITORY,
  KUSTOMIZATION,
  kustomization,
} from '../flux/resources';
import { openStatus } from '../flux/statusWriter';
import { FLUX_NAMESPACE } from '../world/fluxManifests';
import { sam } from '../world/people';
import { copyFor } from './copyFor';
import { failOrRecover, reconcileAgain } from './kustomizationStatus';
import { CrowdMember, CrowdMemberOptions, PAST_MS } from './member';
import {
  CROWD_NAMESPACE,
  serviceFiles,
  serviceLabels,
  serviceNames,
  servicePath,
} from './services';

const SOURCE = 'fleet';
const MANAGER = 'kustomize-controller';
/** The kinds of `serviceFiles`. */
const APPLIED = [
  { apiVersion: 'apps/v1', kind: 'Deployment' },
  { apiVersion: 'v1', kind: 'Service' },
  { apiVersion: 'v1', kind: 'ConfigMap' },
];

/**
 * A cluster with many Kustomizations and what they applied: Flux reconciles one
 * of them by itself; the others are copies of what came of that.
 */
export async function createCrowdFlux(
  options: CrowdMemberOptions,
): Promise<CrowdMember> {
  const { name: engine, git, render, clock, accounts } = options;
  const repository = `crowd/${engine}`;
  const names = serviceNames(options.applications);
  const [sample] = names;
  const at = new Date(clock().getTime() - PAST_MS);
  const { cluster, api, close } = createCluster({
    name: engine,
    accounts,
    clock,
    namespaces: [FLUX_NAMESPACE, CROWD_NAMESPACE],
    since: at,
  });
  const flux = createFlux({ cluster, git, render, clock });
  const refOf = (name: string) => ({
    ...KUSTOMIZATION,
    namespace: FLUX_NAMESPACE,
    name,
  });

  await git.commit({
    repository,
    message: 'Add all services',
    files: Object.assign({}, ...names.map(name => serviceFiles(name, '1.0.0'))),
    author: sam,
    at,
  });
  cluster.create(
    {
      ...GIT_REPOSITORY,
      metadata: { namespace: FLUX_NAMESPACE, name: SOURCE },
      spec: {
        interval: '1m',
        url: git.cloneUrl(repository),
        ref: { branch: 'main' },
      },
    },
    { manager: 'kubectl', at },
  );
  cluster.create(
    {
      ...KUSTOMIZATION,
      metadata: {
        namespace: FLUX_NAMESPACE,
        name: sample,
        labels: serviceLabels(sample, engine),
      },
      spec: {
        interval: '10m',
        path: `./${servicePath(sample)}`,
        prune: true,
        wait: true,
        sourceRef: { kind: 'GitRepository', name: SOURCE },
      },
    },
    { manager: 'kubectl', at },
  );
  await flux.reconcile({ namespace: FLUX_NAMESPACE, name: sample }, { at });

  const applied = APPLIED.flatMap(
    type =>
      cluster.get({ ...type, namespace: CROWD_NAMESPACE, name: sample }) ?? [],
  );
  const reconciled = cluster.get(refOf(sample));
  for (const name of names.slice(1)) {
    const copy = (object: KubeObject) =>
      copyFor(object, { from: sample, to: name });
    for (const object of applied) {
      const { status: _, ...wanted } = copy(object);
      cluster.apply({ ...wanted }, { manager: MANAGER, at });
    }
    if (!reconciled) continue;
    const { status, ...wanted } = copy(reconciled);
    cluster.create({ ...wanted }, { manager: 'kubectl', at });
    cluster.edit(refOf(name), object => Object.assign(object, { status }), {
      manager: MANAGER,
      at,
      subresource: 'status',
    });
  }

  const open = (name: string) => {
    const object = cluster.get(refOf(name));
    if (!object) throw new Error(`${engine} has no Kustomization ${name}`);
    const { metadata, status } = kustomization.parse(object);
    const { generation } = metadata;
    const ref = refOf(name);
    return openStatus({
      cluster,
      ref,
      generation,
      status,
      manager: MANAGER,
      now: clock,
    });
  };
  return {
    api,
    change: name => failOrRecover(open(name)),
    lookAgain: name => reconcileAgain(open(name), clock()),
    async stop() {
      close();
      await flux.stop();
    },
  };
}
