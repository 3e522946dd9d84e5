import type { Account as ArgoAccount } from '../argocd';
import type { Access, Account } from '../cluster';
import { ClusterName } from './services';

/*
 * Good for this sandbox only: it listens on the loopback interface. Each engine
 * has an account as a portal needs it, and one that may only look.
 */
export const ARGOCD_TOKEN = 'sandbox-argocd-token';
export const ARGOCD_READER_TOKEN = 'sandbox-argocd-reader-token';

export function clusterToken(name: ClusterName): string {
  return `sandbox-${name}-token`;
}

export function clusterReaderToken(name: ClusterName): string {
  return `sandbox-${name}-reader-token`;
}

export const argoAccounts: ArgoAccount[] = [
  { name: 'backstage', token: ARGOCD_TOKEN },
  { name: 'reader', token: ARGOCD_READER_TOKEN, readOnly: true },
];

function mayLook({ verb }: Access): boolean {
  return ['get', 'list', 'watch'].includes(verb);
}

/** Asks Flux to reconcile, suspends and resumes: nothing but that is written. */
function mayPatchFlux({ verb, group, resource }: Access): boolean {
  return (
    verb === 'patch' &&
    group.endsWith('.toolkit.fluxcd.io') &&
    !resource.includes('/')
  );
}

export function clusterAccounts(cluster: ClusterName): Account[] {
  const namespace = 'backstage';
  return [
    {
      namespace,
      name: 'portal',
      token: clusterToken(cluster),
      may: access => mayLook(access) || mayPatchFlux(access),
    },
    {
      namespace,
      name: 'reader',
      token: clusterReaderToken(cluster),
      may: mayLook,
    },
  ];
}
