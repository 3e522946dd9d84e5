import { createHash } from 'node:crypto';
import { Revision, touches } from './pastRevisions';
import { teams } from './people';
import { PAST } from './scenario';
import { Deployment } from './services';

const MINUTE = 60_000;

/** A sync that succeeded, some time ago. */
export interface PastSync {
  revision: Revision;
  at: Date;
  /** Absent when the engine acted by itself. */
  by?: string;
}

export function later(date: Date, milliseconds: number): Date {
  return new Date(date.getTime() + milliseconds);
}

export function isManual({ service, cluster }: Deployment): boolean {
  return service.manualIn.includes(cluster);
}

/** One sync for every commit that changed the inputs, oldest first. */
export function syncsOf(
  deployment: Deployment,
  mainline: readonly Revision[],
): PastSync[] {
  const team = teams[deployment.service.team];
  return mainline
    .filter(revision => touches(deployment, revision))
    .map((revision, index) =>
      isManual(deployment)
        ? {
            revision,
            at: later(revision.at, 45 * MINUTE),
            by: team[index % team.length].login,
          }
        : { revision, at: later(revision.at, 2 * MINUTE) },
    );
}

/**
 * What is replayed with the real engines, and what is only written down. The
 * first and the last sync are real, and the one before a last that fails.
 */
export function splitSyncs(
  syncs: readonly PastSync[],
  options: { until: Date; replayed: number },
): { noted: PastSync[]; replayed: PastSync[] } {
  const past = syncs.slice(1).filter(({ at }) => at <= options.until);
  const cut = Math.max(past.length - options.replayed, 0);
  return { noted: past.slice(0, cut), replayed: past.slice(cut) };
}

function seconds(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

/** Entries of an Application's `status.history`, as Argo CD writes them. */
export function argoHistory(
  syncs: readonly PastSync[],
  source: unknown,
  firstId: number,
) {
  return syncs.map(({ revision, at, by }, index) => ({
    id: firstId + index,
    revision: revision.sha,
    deployStartedAt: seconds(later(at, -2_000)),
    deployedAt: seconds(at),
    source,
    initiatedBy: by ? { username: by } : { automated: true },
  }));
}

/** Entries of a Kustomization's `status.history`, newest first as Flux has them. */
export function fluxHistory(
  deployment: Deployment,
  syncs: readonly PastSync[],
  until: Date,
) {
  return syncs
    .map(({ revision, at }, index) => {
      const next = syncs[index + 1]?.at ?? until;
      const last = later(next, -PAST.fluxInterval);
      const digest = createHash('sha256')
        .update(`${revision.sha} ${deployment.path}`)
        .digest('hex');
      return {
        digest: `sha256:${digest}`,
        firstReconciled: seconds(at),
        lastReconciled: seconds(last > at ? last : at),
        lastReconciledDuration: '412.6ms',
        lastReconciledStatus: 'ReconciliationSucceeded',
        metadata: { revision: `main@sha1:${revision.sha}` },
        totalReconciliations: Math.max(
          1,
          Math.floor((next.getTime() - at.getTime()) / PAST.fluxInterval),
        ),
      };
    })
    .reverse();
}
