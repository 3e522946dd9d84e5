import { Cluster, KubeObject } from '../cluster/types';
import { kubeTime } from './conditions';
import { parseDuration } from './duration';
import { ReconcileFailure } from './failure';
import { dropFinalizer, ensureFinalizer } from './finalizer';
import {
  Artifact,
  refOf,
  REQUESTED_AT,
  Source,
  SourceStatus,
} from './resources';
import { Outcome, Run } from './run';
import { openStatus } from './statusWriter';

const MANAGER = 'gotk-source-controller';

/** What a source is fetched from, as it is now. */
export interface Upstream {
  revision: string;
  /** What is told of a revision that was not fetched yet. */
  news: string;
  /** How Ready=True says that it is fetched. */
  fetched: { reason: string; message: string };
  /** What the status of this kind has besides. */
  status?: Partial<SourceStatus>;
  /** The artifact of the revision, without its time. */
  store(): Promise<Omit<Artifact, 'revision' | 'lastUpdateTime'>>;
}

/**
 * source-controller's part for one source, whatever its kind: look upstream,
 * publish what is new as an artifact.
 * @param look - throws `ReconcileFailure`; one that is stalled is not tried again
 */
export async function reconcileSource(
  cluster: Cluster,
  object: KubeObject,
  { now }: Run,
  { parsed, look }: { parsed: Source; look: () => Promise<Upstream> },
): Promise<Outcome> {
  const { metadata, spec, status } = parsed;
  if (metadata.deletionTimestamp) {
    dropFinalizer(cluster, object, { manager: MANAGER, at: now() });
    return {};
  }
  ensureFinalizer(cluster, object, { manager: MANAGER, at: now() });

  const { generation } = metadata;
  const writer = openStatus({
    cluster,
    ref: refOf(object),
    generation,
    status,
    manager: MANAGER,
    now,
  });
  const finish = (outcome: Outcome): Outcome => {
    const requested = metadata.annotations?.[REQUESTED_AT];
    if (requested) {
      writer.set({ lastHandledReconcileAt: requested });
    }
    writer.flush();
    return outcome;
  };
  if (spec.suspend) {
    return finish({});
  }

  const progress = (message: string) => {
    writer.mark('Reconciling', 'True', 'Progressing', message);
    writer.mark('Ready', 'Unknown', 'Progressing', message);
  };
  try {
    const { revision, news, fetched, store, ...upstream } = await look();
    if (writer.status.artifact?.revision !== revision) {
      if (writer.status.artifact) {
        writer.mark('ArtifactOutdated', 'True', 'NewRevision', news);
      }
      progress(`building artifact: ${news}`);
      writer.flush();
      const lastUpdateTime = kubeTime(now());
      writer.set({
        artifact: { ...(await store()), revision, lastUpdateTime },
      });
    }
    const { reason, message } = fetched;
    writer.unmark('Stalled', 'Reconciling', 'FetchFailed', 'ArtifactOutdated');
    writer.mark('Ready', 'True', reason, message);
    writer.mark('ArtifactInStorage', 'True', reason, message);
    writer.set({ ...upstream.status, observedGeneration: generation });
  } catch (error) {
    if (!(error instanceof ReconcileFailure)) {
      throw error;
    }
    const { reason, message, isStalled } = error;
    writer.mark('FetchFailed', 'True', reason, message);
    writer.mark('Ready', 'False', reason, message);
    if (isStalled) {
      writer.unmark('Reconciling');
      writer.mark('Stalled', 'True', reason, message);
      writer.set({ observedGeneration: generation });
      return finish({});
    }
    const progressing =
      generation === writer.status.observedGeneration
        ? 'reconciliation in progress'
        : `processing object: new generation ${writer.status.observedGeneration} -> ${generation}`;
    writer.mark('Reconciling', 'True', 'ProgressingWithRetry', progressing);
  }
  return finish({ requeueAfter: parseDuration(spec.interval) });
}
