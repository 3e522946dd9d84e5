import { ArgoCd } from '../argocd';
import { Cluster } from '../cluster/types';
import { Flux } from '../flux';
import { RunningGitHost } from '../git/createGitHost';
import { argoPast, argoRootPast } from './argoPast';
import { ARGOCD_CLUSTER } from './argoManifests';
import { fluxPast, fluxRootPast } from './fluxPast';
import {
  letRolloutTimeOut,
  raiseMemoryAndKeepFluxAway,
  setReplicas,
} from './handEdits';
import { createHistory } from './history';
import { mainlineOf, Revision } from './pastRevisions';
import { later } from './pastSyncs';
import { releasePast } from './releasePast';
import { releaseNamed, releases } from './releases';
import { replay, Step } from './replay';
import { PAST } from './scenario';
import { seedReviews } from './seedReviews';
import {
  ClusterName,
  clusterNames,
  Deployment,
  deployments,
  PLATFORM_REPOSITORY,
} from './services';

export interface WorldParts {
  git: RunningGitHost;
  clusters: Record<ClusterName, Cluster>;
  flux: Record<ClusterName, Flux>;
  argocd: ArgoCd;
}

function deploymentOf(service: string, cluster: ClusterName): Deployment {
  const found = deployments.find(
    each => each.service.name === service && each.cluster === cluster,
  );
  if (!found) {
    throw new Error(`${service} is not deployed to ${cluster}`);
  }
  return found;
}

/** What happened to the clusters behind Git's back, and Argo CD's look at it. */
function liveChanges({ clusters, argocd }: WorldParts, start: Date): Step[] {
  const { production } = clusters;
  const change = (
    service: string,
    age: number,
    apply: (deployment: Deployment, at: Date) => void,
  ): Step => ({
    at: later(start, -age),
    async run(at) {
      const deployment = deploymentOf(service, 'production');
      apply(deployment, at);
      if (deployment.service.engine === 'argocd') {
        await argocd.refresh(deployment.application, { at });
      }
    },
  });
  return [
    {
      at: later(start, -PAST.helpCenterEdited),
      run: at => setReplicas(production, releaseNamed('help-center'), 4, at),
    },
    change('storefront-web', PAST.storefrontStuck, (deployment, at) =>
      letRolloutTimeOut(production, deployment, at),
    ),
    change('payments', PAST.paymentsEdited, (deployment, at) =>
      setReplicas(production, deployment, 5, at),
    ),
    change('recommendations', PAST.recommendationsEdited, (deployment, at) =>
      raiseMemoryAndKeepFluxAway(production, deployment, '2Gi', at),
    ),
  ];
}

/**
 * Fills the repositories and lets the engines live through the past. Nothing is
 * started yet: what is seen afterwards is how things stood a moment ago.
 */
export async function seedWorld(
  parts: WorldParts,
  { start, seed }: { start: Date; seed: number },
): Promise<void> {
  const { git, clusters, flux, argocd } = parts;
  const cloneUrl = (repository: string) => git.cloneUrl(repository);
  const histories = new Map<string, Revision[]>();
  for (const [repository, commits] of createHistory({
    start,
    seed,
    cloneUrl,
  })) {
    const shas = await git.importHistory(repository, commits);
    seedReviews(git, repository, commits, shas);
    histories.set(repository, mainlineOf(commits, shas));
  }
  const mainlineFor = (repository: string): Revision[] =>
    histories.get(repository) ?? [];

  const began = mainlineFor(PLATFORM_REPOSITORY)[0].at;
  const fluxOptions = (name: ClusterName) => ({
    flux: flux[name],
    cluster: clusters[name],
    cloneUrl,
    start,
  });
  const argoOptions = {
    argocd,
    home: clusters[ARGOCD_CLUSTER],
    cloneUrl,
    start,
  };
  const steps = [
    ...argoRootPast(argoOptions, began),
    ...clusterNames.flatMap(name =>
      fluxRootPast(fluxOptions(name), name, began),
    ),
    ...deployments.flatMap(deployment => {
      const { service, cluster } = deployment;
      const mainline = mainlineFor(service.repository);
      return service.engine === 'flux'
        ? fluxPast(fluxOptions(cluster), deployment, mainline)
        : argoPast(argoOptions, deployment, mainline);
    }),
    ...releases.flatMap(release =>
      releasePast(
        fluxOptions(release.cluster),
        release,
        mainlineFor(PLATFORM_REPOSITORY),
      ),
    ),
    ...liveChanges(parts, start),
  ];
  await replay(steps, git, histories);
}
