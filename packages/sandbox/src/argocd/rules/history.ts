import {
  AppSpec,
  HistoryEntry,
  InitiatedBy,
  isMultiSource,
  Source,
} from '../application';

export interface Deployment {
  /** One per source. */
  revisions: string[];
  sources: Source[];
  deployStartedAt: string;
  deployedAt: string;
  initiatedBy: InitiatedBy;
}

/** The history with a successful sync added, cut to the limit that the spec sets. */
export function withDeployment(
  history: HistoryEntry[],
  spec: AppSpec,
  deployment: Deployment,
): HistoryEntry[] {
  const { revisions, sources, deployStartedAt, deployedAt, initiatedBy } =
    deployment;
  const id = (history[history.length - 1]?.id ?? -1) + 1;
  const entry: HistoryEntry = {
    ...(isMultiSource(spec) ? {} : { revision: revisions[0] }),
    deployedAt,
    id,
    source: isMultiSource(spec) ? { repoURL: '' } : sources[0],
    deployStartedAt,
    ...(isMultiSource(spec) && { sources, revisions }),
    initiatedBy,
  };
  const limit = spec.revisionHistoryLimit ?? 10;
  return limit <= 0 ? [] : [...history, entry].slice(-limit);
}
