import { ObservedSource } from '@backstage-gitops/plugin-gitops-node';
import { pathOf } from './pathOf';
import {
  addressOf,
  FluxSource,
  revisionOf,
  SourceState,
  targetOf,
} from './source';

type ValueFiles = Pick<
  NonNullable<FluxSource['spec']>,
  'valuesFiles' | 'valuesFile'
>;

/**
 * A chart that is a directory of a GitRepository. Its revisions are the chart's versions,
 * of which only those that Flux makes of each commit (`1.0.0+<start of its SHA>`) tell
 * their commit.
 */
export function chartInGit(
  directory: string,
  from: {
    files: ValueFiles | null | undefined;
    chart: SourceState;
    repository: SourceState;
    /** The version that runs. */
    deployed: string | undefined;
  },
): ObservedSource {
  const { files, chart, repository, deployed } = from;
  const status = typeof chart === 'string' ? undefined : chart.status;
  const [desired] =
    /^[0-9a-f]{40}$/.exec(
      revisionOf(status?.observedSourceArtifactRevision) ?? '',
    ) ?? [];
  const [, start] = /\+([0-9a-f]{7,40})(?:\.\d+)?$/.exec(deployed ?? '') ?? [];
  const isDesired = start !== undefined && desired?.startsWith(start);
  const inputs = [
    ...(files?.valuesFiles ?? []),
    ...(files?.valuesFile ? [files.valuesFile] : []),
  ].map(file => `/${file}`);
  return {
    type: 'helm',
    repoUrl: addressOf(repository),
    path: pathOf(directory),
    targetRevision: targetOf(repository),
    ...(inputs.length > 0 && { inputs }),
    commits: { desired, deployed: isDesired ? desired : undefined },
  };
}
