import { Cluster, KubeObject } from '../cluster/types';
import { GitHost } from '../git/types';
import { describeArtifact, resolveUpstream } from './artifact';
import { kubeTime } from './conditions';
import { parseDuration } from './duration';
import { dropFinalizer, ensureFinalizer } from './finalizer';
import { gitRepository, refOf, REQUESTED_AT } from './resources';
import { Outcome, Run } from './run';
import { openStatus } from './statusWriter';
import { wordsOf } from './words';

const MANAGER = 'gotk-source-controller';

/** source-controller's part for one GitRepository: find the commit, publish it as an artifact. */
export async function reconcileGitRepository(
  { cluster, git }: { cluster: Cluster; git: GitHost },
  object: KubeObject,
  { now }: Run,
): Promise<Outcome> {
  const { metadata, spec, status } = gitRepository.parse(object);
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

  const interval = parseDuration(spec.interval);
  const progress = (message: string) => {
    writer.mark('Reconciling', 'True', 'Progressing', message);
    writer.mark('Ready', 'Unknown', 'Progressing', message);
  };
  try {
    const upstream = await resolveUpstream(git, spec);
    const stored = `stored artifact for revision '${upstream.revision}'`;
    if (writer.status.artifact?.revision !== upstream.revision) {
      const news = `new upstream revision '${upstream.revision}'`;
      if (writer.status.artifact) {
        writer.mark('ArtifactOutdated', 'True', 'NewRevision', news);
      }
      progress(`building artifact: ${news}`);
      writer.flush();
      writer.set({
        artifact: {
          ...(await describeArtifact(git, upstream, metadata)),
          lastUpdateTime: kubeTime(now()),
        },
      });
    }
    writer.unmark('Reconciling', 'FetchFailed', 'ArtifactOutdated');
    writer.mark('Ready', 'True', 'Succeeded', stored);
    writer.mark('ArtifactInStorage', 'True', 'Succeeded', stored);
    writer.set({ observedGeneration: generation });
  } catch (error) {
    const message = `failed to checkout and determine revision: ${wordsOf(
      error,
    )}`;
    const progressing =
      generation === writer.status.observedGeneration
        ? 'reconciliation in progress'
        : `processing object: new generation ${writer.status.observedGeneration} -> ${generation}`;
    writer.mark('FetchFailed', 'True', 'GitOperationFailed', message);
    writer.mark('Reconciling', 'True', 'ProgressingWithRetry', progressing);
    writer.mark('Ready', 'False', 'GitOperationFailed', message);
  }
  return finish({ requeueAfter: interval });
}
