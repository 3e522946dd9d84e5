import {
  MAX_OBSERVED_SYNCS,
  ObservedApplication,
  ObservedSync,
} from '@backstage-gitops/plugin-gitops-node';

/** Of each run, as of those of the engines: there are many of them. */
const MAX_MESSAGE = 2_000;

type Runs = Pick<ObservedApplication, 'syncs' | 'operation'>;

/**
 * The runs of an application after a report of it. Each pipeline tells of its own: those
 * that ended earlier stay, one that was under way stays only while nothing is told of any.
 * Pure.
 *
 * @param told - undefined where the report tells of none
 */
export function rememberSyncs(
  before: ObservedSync[],
  told: ObservedSync[] | undefined,
): Runs {
  const keys = new Set(told?.map(({ key }) => key));
  const earlier = told
    ? before.filter(({ key, phase }) => phase !== 'Running' && !keys.has(key))
    : before;
  const syncs = [...earlier, ...(told ?? [])]
    .sort((a, b) => begun(a) - begun(b))
    .slice(-MAX_OBSERVED_SYNCS)
    .map(sync => ({ ...sync, message: sync.message && lastOf(sync.message) }));
  return { syncs, operation: lastRun(syncs) };
}

/** The end of a log says what came of it. */
function lastOf(message: string): string {
  if (message.length <= MAX_MESSAGE) return message;
  // Not through the middle of a surrogate pair.
  return `…${message.slice(1 - MAX_MESSAGE).replace(/^[\uDC00-\uDFFF]/, '')}`;
}

function begun({ startedAt = '' }: ObservedSync) {
  return Date.parse(startedAt);
}

function lastRun(syncs: ObservedSync[]): Runs['operation'] {
  const last = syncs.at(-1);
  if (!last) return null;
  const { phase, startedAt, finishedAt, initiatedBy, message } = last;
  return { phase, startedAt, finishedAt, initiatedBy, message };
}
