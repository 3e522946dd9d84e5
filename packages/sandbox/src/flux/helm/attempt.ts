import { KubeObject } from '../../cluster/types';
import { findCondition } from '../conditions';
import { formatDuration, parseDuration } from '../duration';
import { Run } from '../run';
import { StatusWriter } from '../statusWriter';
import { HelmRelease, HelmReleaseStatus } from './resources';
import { Content } from './snapshots';

/** One reconciliation of one HelmRelease whose chart is there. */
export interface Attempt {
  release: HelmRelease;
  content: Content;
  /** What the release is to consist of; throws where the chart refuses its values. */
  objects(): KubeObject[];
  writer: StatusWriter<HelmReleaseStatus>;
  run: Run;
  /** Tells what helm-controller tells as an Event. */
  tell(type: 'Normal' | 'Warning', reason: string, message: string): void;
  /** The same, of what names no version of the chart. */
  tellOfCluster: Attempt['tell'];
}

/** Says what is being done; watchers see it with the next flush. */
export function progress(
  { writer, release }: Pick<Attempt, 'writer' | 'release'>,
  action: string,
): string {
  const timeout = formatDuration(parseDuration(release.spec.timeout));
  const words = `Running '${action}' action with timeout of ${timeout}`;
  writer.mark('Reconciling', 'True', 'Progressing', words);
  return words;
}

/** Ready is what the last action came to. */
export function summarize(writer: StatusWriter<HelmReleaseStatus>): void {
  const { conditions } = writer.status;
  const remediated = findCondition(conditions, 'Remediated');
  const released = findCondition(conditions, 'Released');
  if (remediated) {
    writer.mark('Ready', 'False', remediated.reason, remediated.message);
  } else if (released) {
    const { status, reason, message } = released;
    writer.mark('Ready', status, reason, message);
  }
}

/** `web@1.4.0` */
export function chartWords({ chart }: Content): string {
  return `${chart.name}@${chart.version}`;
}
