import { Cluster } from '../cluster/types';
import { Flux } from '../flux';
import {
  FLUX_NAMESPACE,
  FLUX_ROOT,
  followingObjects,
  kustomizationOf,
  ROOT,
} from './fluxManifests';
import { Revision } from './pastRevisions';
import { fluxHistory, later, splitSyncs, syncsOf } from './pastSyncs';
import { sam } from './people';
import { Step } from './replay';
import { recordOf } from './records';
import { PAST } from './scenario';
import { ClusterName, Deployment, FLEET, FLEET_CLUSTERS } from './services';

const MINUTE = 60_000;
/** Flux keeps five; the replayed ones come on top. */
const NOTED = 3;
/** Where people's tools note who suspended something; Flux itself keeps no such note. */
const SUSPENDED_BY = 'weave.works/suspended-by';

export interface FluxPastOptions {
  flux: Flux;
  cluster: Cluster;
  cloneUrl: (repository: string) => string;
  start: Date;
}

/** How Flux came to a cluster, and its last look at its own orders and the fleet. */
export function fluxRootPast(
  options: FluxPastOptions,
  name: ClusterName,
  began: Date,
): Step[] {
  const { flux, cluster, start } = options;
  const reconcileNamed = (which: string) => (at: Date) =>
    flux.reconcile({ namespace: FLUX_NAMESPACE, name: which }, { at });
  const reconcile = reconcileNamed(FLUX_ROOT);
  const reconcileFleet = reconcileNamed(FLEET);
  const fleet = FLEET_CLUSTERS.includes(name)
    ? [
        { at: later(began, 10 * MINUTE), run: reconcileFleet },
        { at: later(start, -PAST.lastLook), run: reconcileFleet },
      ]
    : [];
  return [
    {
      at: later(began, 5 * MINUTE),
      async run(at) {
        const objects = followingObjects(name, ROOT, options.cloneUrl);
        for (const object of [objects.source, objects.kustomization]) {
          cluster.create(object, { manager: 'flux', at });
        }
        await reconcile(at);
      },
    },
    { at: later(start, -PAST.lastLook), run: reconcile },
    ...fleet,
  ];
}

/** The life of one Kustomization up to the start. */
export function fluxPast(
  options: FluxPastOptions,
  deployment: Deployment,
  mainline: readonly Revision[],
): Step[] {
  const { flux, cluster, start } = options;
  const { application, service, cluster: where } = deployment;
  const began = mainline[0].at;
  const { apiVersion, kind } = kustomizationOf(deployment);
  const target = { namespace: FLUX_NAMESPACE, name: application };
  const ref = { apiVersion, kind, ...target };
  const isSuspended = service.name === 'notifier' && where === 'production';
  const until = isSuspended ? later(start, -PAST.notifierSuspended) : start;
  const failsLast = service.name === 'image-resizer' && where === 'staging';
  const { noted, replayed } = splitSyncs(syncsOf(deployment, mainline), {
    until,
    replayed: failsLast ? 2 : 1,
  });
  const history = fluxHistory(
    deployment,
    noted.slice(-NOTED),
    replayed[0]?.at ?? until,
  );

  const reconcile = (at: Date) => flux.reconcile(target, { at });
  const noteHistory = (at: Date) => {
    cluster.edit(
      ref,
      live => {
        live.status = { ...recordOf(live.status), history };
      },
      { manager: 'gotk-kustomize-controller', at, subresource: 'status' },
    );
  };
  const suspend = (at: Date) => {
    cluster.edit(
      ref,
      live => {
        live.spec = { ...recordOf(live.spec), suspend: true };
        live.metadata.annotations = {
          ...live.metadata.annotations,
          [SUSPENDED_BY]: sam.login,
        };
      },
      { manager: 'flux', at },
    );
  };
  const last = isSuspended
    ? [
        { at: later(until, -3 * MINUTE), run: reconcile },
        { at: until, run: suspend },
      ]
    : [{ at: later(start, -PAST.lastLook), run: reconcile }];
  return [
    { at: later(began, 10 * MINUTE), run: reconcile },
    { at: later(began, 20 * MINUTE), run: noteHistory },
    ...replayed.map(({ at }) => ({ at, run: reconcile })),
    ...last,
  ];
}
