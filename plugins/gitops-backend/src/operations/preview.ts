import {
  CommitRef,
  MAX_PREVIEW_ITEMS,
  OperationPreview,
  OperationType,
  PreviewNote,
  previewNoteSchema,
  SyncWindowState,
} from '@backstage-gitops/plugin-gitops-common';
import { ObservedApplication } from '@backstage-gitops/plugin-gitops-node';
import { ApplicationRecord } from '../transition';

/** All that a preview is made of. */
export interface PreviewFacts {
  record: ApplicationRecord;
  /** Resources that differ, as last observed. */
  changes: ObservedApplication['changes'];
  /** The newest of the commits that wait. */
  waiting: CommitRef[];
  /** The instance can be reached now. */
  reachable: boolean;
  /** What its windows say now. */
  syncWindow: SyncWindowState | null;
}

const NOTHING = {
  commits: [],
  totalCommits: 0,
  resources: { items: [], total: 0 },
  undoes: { fields: [], total: 0 },
};

/** What an operation would do, as far as is known. Pure. */
export function previewOf(
  type: OperationType,
  facts: PreviewFacts,
): OperationPreview {
  // What is resumed catches up at once.
  const applies = type === 'sync' || type === 'resume';
  const does = applies ? applied(facts) : NOTHING;
  return { type, ...does, notes: notesOf(type, facts, does) };
}

type Doing = Pick<
  OperationPreview,
  'commits' | 'totalCommits' | 'resources' | 'undoes'
>;

function applied({ record, changes, waiting }: PreviewFacts): Doing {
  const { drift, sync } = record;
  const total =
    sync.pendingCommits &&
    Math.max(0, sync.pendingCommits - (sync.pendingInParent ?? 0));
  return {
    // What the engine has seen and finds to be in agreement does not wait.
    commits: waiting.slice(
      0,
      Math.min(MAX_PREVIEW_ITEMS, total ?? MAX_PREVIEW_ITEMS),
    ),
    totalCommits: total,
    resources: changes && {
      items: changes.resources.slice(0, MAX_PREVIEW_ITEMS),
      total: changes.total,
    },
    undoes: { fields: drift?.fields ?? [], total: drift?.total ?? 0 },
  };
}

function notesOf(
  type: OperationType,
  { record, reachable, syncWindow }: PreviewFacts,
  does: Doing,
): PreviewNote[] {
  const { operation, sync } = record;
  const isPaused = record.paused !== null;
  const holds: Record<PreviewNote, boolean> = {
    nothingToDo: {
      sync: isIdle(record, does) && !sync.pendingInParent,
      refresh: false,
      suspend: isPaused,
      resume: !isPaused,
    }[type],
    // Where automation is off it is only that which is paused: a sync still runs.
    paused:
      isPaused &&
      record.automation.enabled &&
      (type === 'sync' || type === 'refresh'),
    stale: !reachable,
    engineBehindGit:
      sync.engineBehindGit &&
      does.totalCommits !== 0 &&
      (type === 'sync' || type === 'resume'),
    waitsForParent:
      Boolean(sync.pendingInParent) && (type === 'sync' || type === 'resume'),
    running:
      operation?.phase === 'Running' || operation?.phase === 'Terminating',
    windowClosed: type === 'sync' && syncWindow?.manual.allowed === false,
  };
  return previewNoteSchema.options.filter(note => holds[note]);
}

function isIdle({ sync }: ApplicationRecord, does: Doing): boolean {
  return (
    sync.status === 'Synced' &&
    !does.totalCommits &&
    !does.resources?.total &&
    does.undoes.total === 0
  );
}
