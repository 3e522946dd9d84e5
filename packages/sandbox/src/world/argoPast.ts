import { ArgoCd } from '../argocd';
import { Cluster } from '../cluster/types';
import {
  applicationOf,
  ARGOCD_NAMESPACE,
  fleetApplication,
  frozenProject,
} from './argoManifests';
import { Revision, tipAt } from './pastRevisions';
import { argoHistory, isManual, later, splitSyncs, syncsOf } from './pastSyncs';
import { Step } from './replay';
import { listOf, recordOf, valueIn } from './records';
import { PAST } from './scenario';
import { Deployment, FLEET } from './services';

const MINUTE = 60_000;
/** Argo CD keeps ten; the first and the replayed ones are its own. */
const NOTED = 7;

export interface ArgoPastOptions {
  argocd: ArgoCd;
  home: Cluster;
  cloneUrl: (repository: string) => string;
  start: Date;
}

/** How the application of applications came, and the window that lets nobody sync. */
export function argoRootPast(options: ArgoPastOptions, began: Date): Step[] {
  const { argocd, home, start } = options;
  return [
    {
      at: later(began, 5 * MINUTE),
      run: at => {
        const object = fleetApplication(options.cloneUrl);
        home.create(object, { manager: 'kubectl-client-side-apply', at });
      },
    },
    {
      at: later(began, 10 * MINUTE),
      run: at => argocd.sync(FLEET, { at, prune: true, automated: true }),
    },
    {
      at: later(start, -PAST.storefrontFrozen),
      run: at => {
        home.create(frozenProject(), { manager: 'kubectl-create', at });
      },
    },
    {
      at: later(start, -PAST.lastLook),
      run: at => argocd.refresh(FLEET, { at }),
    },
  ];
}

/** The life of one Application up to the start. */
export function argoPast(
  options: ArgoPastOptions,
  deployment: Deployment,
  mainline: readonly Revision[],
): Step[] {
  const { argocd, home, start } = options;
  const { application } = deployment;
  const began = mainline[0].at;
  const object = applicationOf(deployment, options.cloneUrl);
  const ref = {
    apiVersion: object.apiVersion,
    kind: object.kind,
    namespace: ARGOCD_NAMESPACE,
    name: application,
  };
  const waits = application === 'checkout-production';
  const until = waits ? later(start, -PAST.checkoutSynced) : start;
  const failsLast = application === 'search-staging';
  const { noted, replayed } = splitSyncs(syncsOf(deployment, mainline), {
    until,
    replayed: failsLast ? 2 : 1,
  });
  const history = argoHistory(noted.slice(-NOTED), object.spec.source, 1);

  const sync = (at: Date, by?: string): Step => ({
    at,
    run: async () =>
      await argocd.sync(application, {
        at,
        prune: true,
        ...(by ? { initiatedBy: by } : { automated: true }),
        revision: tipAt(mainline, at).sha,
      }),
  });
  const first = syncsOf(deployment, mainline)[0];
  return [
    {
      at: later(began, 5 * MINUTE),
      run: at => {
        home.create(object, { manager: 'kubectl-client-side-apply', at });
      },
    },
    sync(later(began, 10 * MINUTE), first.by),
    {
      at: later(began, 20 * MINUTE),
      run: at => {
        home.edit(
          ref,
          live => {
            live.status = {
              ...recordOf(live.status),
              history: [
                ...listOf(valueIn(live, 'status', 'history')),
                ...history,
              ],
            };
          },
          { manager: 'argocd-application-controller', at },
        );
      },
    },
    ...replayed.map(past =>
      isManual(deployment) && waits
        ? sync(until, past.by)
        : sync(past.at, past.by),
    ),
    {
      at: later(start, -PAST.lastLook),
      run: at => argocd.refresh(application, { at }),
    },
  ];
}
