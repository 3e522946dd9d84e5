import {
  Application,
  displayState,
} from '@backstage-gitops/plugin-gitops-common';

/** Up to this many, a card shows every application whole. */
const SHOW_ALL = 4;

/**
 * What a card shows of a lane: everything while it is little, else what is not
 * fine; the rest is a number.
 */
export function needingAttention(
  applications: Application[],
  total: number,
): { shown: Application[]; fine: number } {
  if (total <= SHOW_ALL) return { shown: applications, fine: 0 };
  const shown = applications.filter(application => !isFine(application));
  return { shown, fine: applications.length - shown.length };
}

function isFine(application: Application): boolean {
  const { first, others, stale } = displayState(application);
  return first.word === 'Synced' && others.length === 0 && !stale;
}

/** Whether something waits that a person could do: then a card has the button, else the tab. */
export function callsForAction({
  sync,
  paused,
}: Pick<Application, 'sync' | 'paused'>): boolean {
  const differs = sync.divergence !== 'None' || sync.engineBehindGit;
  return paused !== null || (differs && !waitsForParent(sync));
}

/** What waits is its parent's to apply: a sync of its own brings nothing. */
function waitsForParent(sync: Application['sync']): boolean {
  const { status, pendingCommits, pendingInParent = 0 } = sync;
  return (
    status === 'Synced' &&
    pendingInParent > 0 &&
    pendingCommits === pendingInParent
  );
}
