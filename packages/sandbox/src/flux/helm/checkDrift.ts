import { Cluster } from '../../cluster/types';
import { subject } from '../inventory';
import { refOf } from '../resources';
import { applyObjects } from './applyObjects';
import { Attempt, progress, summarize } from './attempt';
import { differences } from './drift';

/**
 * Looks whether the cluster is as the release says, where the HelmRelease asks
 * for that: tells of it in mode `warn`, takes it back in mode `enabled`.
 */
export function checkDrift(
  cluster: Cluster,
  attempt: Attempt,
  acknowledge: () => void,
): void {
  const { release, content, writer, run, tell, tellOfCluster } = attempt;
  const mode = release.spec.driftDetection?.mode ?? 'disabled';
  if (mode === 'disabled') {
    writer.unmark('Drifted');
    return;
  }
  const { namespace, name } = content;
  const version = writer.status.history?.[0].version;
  const state = `Cluster state of release ${namespace}/${name}.v${version}`;
  const found = differences(cluster, attempt.objects(), run.now());
  if (found.length) {
    const lines = found.map(({ words }) => words).join('\n');
    const message = `${state} has drifted from the desired state:\n${lines}`;
    writer.mark('Drifted', 'True', 'DriftDetected', message);
    tellOfCluster('Warning', 'DriftDetected', message);
    if (mode !== 'enabled') {
      return;
    }
    progress(attempt, 'correct cluster drift');
    writer.flush();
    writer.mark('Ready', 'Unknown', 'Progressing', 'correcting cluster drift');
    writer.flush();
    const objects = found.map(({ object }) => object);
    applyObjects(cluster, objects, run.now());
    const corrected = found.map(({ object, isRemoved }) =>
      [subject(refOf(object)), isRemoved ? 'created' : 'configured'].join(' '),
    );
    tell(
      'Normal',
      'DriftCorrected',
      `${state} has been corrected:\n${corrected.join('\n')}`,
    );
    acknowledge();
    writer.flush();
    // helm-controller begins anew to see whether that was enough.
    const anew = 'Fulfilling prerequisites';
    writer.mark('Reconciling', 'True', 'Progressing', anew);
    writer.flush();
    summarize(writer);
  }
  const none = 'No drift detected against the cluster state';
  writer.mark('Drifted', 'False', 'NoDriftDetected', none);
}
