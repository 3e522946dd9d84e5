import { z } from 'zod';
import { Application } from '../application';
import { Since } from '../vocabulary';

/** What a reader is told; one vocabulary on card, tab and list. Worst first, as far as a person can act on it. */
export const displayWordSchema = z.enum([
  'CannotCompare',
  'SyncFailed',
  'HydrationFailed',
  'Drifted',
  'Degraded',
  'Missing',
  'Deleting',
  'Syncing',
  'Hydrating',
  'Pending',
  'EngineBehind',
  'Differs',
  'Paused',
  'Unknown',
  'Suspended',
  'Progressing',
  'Synced',
  'HealthUnknown',
  'WindowClosed',
]);
export type DisplayWord = z.infer<typeof displayWordSchema>;

/** How bad: 0 is the worst. */
export function displayRank(word: DisplayWord): number {
  return displayWordSchema.options.indexOf(word);
}

export type DisplayTone =
  | 'success'
  | 'info'
  | 'progress'
  | 'warning'
  | 'danger'
  | 'neutral'
  | 'unknown';

/** One mark: what a reader is told, how loudly, since when, and the reason behind it. */
export interface DisplayMark {
  word: DisplayWord;
  tone: DisplayTone;
  since?: Since;
  /** Commits that wait; null: some, but they cannot be counted. */
  commits?: number | null;
  driftNotChecked?: boolean;
  by?: string;
  reason?: string;
  /** When a closed sync window opens, to people first; null where that is not known. */
  opensAt?: string | null;
  /** It is closed to automation alone. */
  letsPeople?: boolean;
}

export interface DisplayState {
  /** The worst that a person can act on. */
  first: DisplayMark;
  /** Whatever else holds, worst first. */
  others: DisplayMark[];
  /** Everything is as last seen, at the application's `observedAt`. */
  stale: boolean;
}

/** What `displayState` looks at. */
export type DisplayInput = Pick<
  Application,
  | 'sync'
  | 'health'
  | 'operation'
  | 'paused'
  | 'drift'
  | 'conditions'
  | 'automation'
  | 'stale'
> &
  // What is kept of an application knows no time.
  Partial<Pick<Application, 'syncWindow'>>;

/**
 * What is shown of an application, and what first. `Unknown` never reads as
 * fine: `Synced` is said only when the engine says so, Git has nothing that the
 * engine has not fetched, and nothing else is known to hold.
 */
export function displayState(application: DisplayInput): DisplayState {
  const sync = syncMarks(application);
  const cannotCompare = sync.some(mark => mark.word === 'CannotCompare');
  const marks = [
    ...sync,
    ...operationMarks(application),
    ...conditionMarks(application),
    ...pausedMarks(application),
    ...healthMarks(application, cannotCompare),
    ...windowMarks(application),
  ].sort((a, b) => displayRank(a.word) - displayRank(b.word));
  const [first, ...others] = marks;
  return {
    first,
    others: others.filter(mark => mark.word !== 'Synced'),
    stale: application.stale,
  };
}

function syncMarks({ sync, drift }: DisplayInput): DisplayMark[] {
  const pending: DisplayMark = {
    word: 'Pending',
    tone: 'info',
    since: sync.since,
    commits: sync.pendingCommits,
    driftNotChecked: !sync.driftChecked,
  };
  const drifted: DisplayMark = {
    word: 'Drifted',
    tone: 'warning',
    since: drift?.since ?? sync.since,
    by: drift?.manager,
  };
  switch (sync.divergence) {
    case 'None':
      return sync.engineBehindGit
        ? [{ ...withoutAge(pending), word: 'EngineBehind' }]
        : [{ word: 'Synced', tone: 'success', since: sync.since }];
    case 'Pending':
      return [pending];
    case 'Drifted':
      return [drifted];
    case 'PendingAndDrifted':
      return [drifted, withoutAge(pending)];
    default:
      return [unknownMark(sync)];
  }
}

// `sync.since` is when the whole began to hold, which says nothing of the one part.
function withoutAge(mark: DisplayMark): DisplayMark {
  return { ...mark, since: undefined, driftNotChecked: false };
}

function unknownMark(sync: DisplayInput['sync']): DisplayMark {
  const { since, reason } = sync;
  if (sync.status === 'OutOfSync') {
    return { word: 'Differs', tone: 'neutral', since, reason };
  }
  return reason
    ? { word: 'CannotCompare', tone: 'danger', since, reason }
    : { word: 'Unknown', tone: 'unknown', since };
}

function operationMarks({ operation, sync }: DisplayInput): DisplayMark[] {
  if (!operation) return [];
  const reason = operation.message;
  switch (operation.phase) {
    case 'Running':
    case 'Terminating':
      return [
        {
          word: 'Syncing',
          tone: 'progress',
          since: at(operation.startedAt),
          reason,
        },
      ];
    case 'Failed':
    case 'Error':
      // An old failure says nothing about an application that has come to agree,
      // and one that is the reason of a failed comparison is not told twice.
      return sync.status === 'Synced' || (reason && reason === sync.reason)
        ? []
        : [
            {
              word: 'SyncFailed',
              tone: 'danger',
              since: at(operation.finishedAt ?? operation.startedAt),
              reason,
            },
          ];
    default:
      return [];
  }
}

/** Conditions that are states of their own, and say so to whoever would read `Synced`. */
const CONDITIONS = [
  { word: 'HydrationFailed', tone: 'danger' },
  { word: 'Deleting', tone: 'progress' },
  { word: 'Hydrating', tone: 'progress' },
] as const;

function conditionMarks({ conditions }: DisplayInput): DisplayMark[] {
  return CONDITIONS.flatMap(mark => {
    const its = conditions.find(({ type }) => type === mark.word);
    if (!its) return [];
    // Of one that is being deleted there is no more to say.
    const reason = mark.word === 'Deleting' ? undefined : its.message;
    return [{ ...mark, since: at(its.since), reason }];
  });
}

function pausedMarks({ paused }: DisplayInput): DisplayMark[] {
  return paused
    ? [
        {
          word: 'Paused',
          tone: 'neutral',
          since: paused.since,
          by: paused.by,
        },
      ]
    : [];
}

/** Said where something waits for a sync, and whoever is to do it is kept from it. */
function windowMarks({
  sync,
  automation,
  syncWindow,
}: DisplayInput): DisplayMark[] {
  if (!syncWindow || sync.status !== 'OutOfSync') return [];
  // Of itself only self-healing undoes what was changed by hand.
  const byItself =
    automation.enabled &&
    (sync.divergence !== 'Drifted' || automation.selfHeal);
  const { automated, manual } = syncWindow;
  if ((byItself ? automated : manual).allowed) return [];
  return [
    {
      word: 'WindowClosed',
      tone: 'neutral',
      opensAt: (manual.allowed ? automated : manual).until,
      letsPeople: manual.allowed,
    },
  ];
}

function healthMarks(
  { health }: DisplayInput,
  cannotCompare: boolean,
): DisplayMark[] {
  const mark = { since: health.since, reason: health.message };
  switch (health.status) {
    case 'Degraded':
    case 'Missing':
      return [{ word: health.status, tone: 'danger', ...mark }];
    case 'Progressing':
      return [{ word: 'Progressing', tone: 'progress', ...mark }];
    case 'Suspended':
      return [{ word: 'Suspended', tone: 'neutral', ...mark }];
    default:
      // Healthy is shown beside the marks by whoever draws them, never as one;
      // and a health that is not known adds nothing to a failed comparison.
      return health.status === 'Unknown' && !cannotCompare
        ? [{ word: 'HealthUnknown', tone: 'unknown', ...mark }]
        : [];
  }
}

function at(time: string | undefined): Since {
  return time
    ? { at: time, precision: 'exact' }
    : { at: null, precision: 'unknown' };
}
