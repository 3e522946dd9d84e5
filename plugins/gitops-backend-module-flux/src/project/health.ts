import {
  ObservedApplication,
  shorten,
  toTimestamp,
} from '@backstage-gitops/plugin-gitops-node';
import { Kustomization } from './kustomization';
import { findCondition, FluxCondition } from './object';

type Health = ObservedApplication['health'];

/**
 * Health as Flux's own health checks found it; `Unknown` where it makes none,
 * or where what it found speaks of another revision than the one that runs.
 */
export function projectHealth(
  kustomization: Kustomization,
  syncStatus: string,
): Health {
  const healthy = findCondition(kustomization, 'Healthy');
  const ready = findCondition(kustomization, 'Ready');
  if (kustomization.spec?.suspend) {
    return {
      status: 'Unknown',
      message: 'Flux does not look while it is paused',
    };
  }
  if (!healthy) return { status: 'Unknown' };
  if (healthy.status === 'False') return says('Degraded', healthy);
  if (healthy.status === 'Unknown') return says('Progressing', healthy);
  if (healthy.status !== 'True') return says('Unknown', healthy);
  // A new revision is being applied; what was healthy is the one before.
  if (ready?.status === 'Unknown') {
    return syncStatus === 'Synced'
      ? says('Healthy', healthy)
      : { status: 'Progressing', since: since(ready) };
  }
  // It is not taken back when a later revision cannot be applied.
  if (ready?.status !== 'True') {
    return {
      status: 'Unknown',
      message: 'Last checked before the present failure',
    };
  }
  return says('Healthy', healthy);
}

function since(condition: FluxCondition): string | undefined {
  return toTimestamp(condition.lastTransitionTime ?? undefined);
}

function says(status: Health['status'], condition: FluxCondition): Health {
  return {
    status,
    // How long a passed check took is different each time, and news to nobody.
    message:
      status === 'Healthy' ? undefined : shorten(condition.message, 2000),
    // A check that passes again does not make it healthy since then.
    since: since(condition),
  };
}
