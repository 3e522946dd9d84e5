import { Drift, Since } from '@backstage-gitops/plugin-gitops-common';
import { ObservedApplication } from '@backstage-gitops/plugin-gitops-node';
import { GitFacts } from '../git/types';
import { Judgement } from './divergence';
import { ApplicationRecord } from './record';
import { changedAt, fromEvidence, later, Moment, stillSince } from './since';

/** Since when the application diverges as it does. */
export function divergenceSince(
  previous: ApplicationRecord | undefined,
  { divergence, status }: Judgement,
  {
    drift,
    git,
    moment,
  }: { drift: Drift | null; git: GitFacts; moment: Moment },
): Since {
  const before = previous?.sync;
  const pending = fromEvidence(git.pendingSince, moment.now);
  const onset: Partial<Record<typeof divergence, Since>> = {
    Pending: pending,
    Drifted: drift?.since,
    // Both hold since the later of them began.
    PendingAndDrifted:
      pending && drift ? later(pending, drift.since) : undefined,
  };
  const evidence = onset[divergence];
  const unchanged =
    before?.divergence === divergence &&
    // Not to know the cause is another thing than not to be able to compare.
    (divergence !== 'Unknown' || before.status === status);
  if (unchanged) return stillSince(before.since, evidence);
  return (
    evidence ?? changedAt({ ...moment, watched: isWatched(before, moment) })
  );
}

/** What comes to be known may have been so before. */
function isWatched(
  before: ApplicationRecord['sync'] | undefined,
  moment: Moment,
): boolean {
  const causeWasUnknown =
    before?.divergence === 'Unknown' && before.status === 'OutOfSync';
  return moment.watched && !causeWasUnknown;
}

export function pausedSince(
  previous: ApplicationRecord['paused'] | undefined,
  observed: NonNullable<ObservedApplication['paused']>,
  moment: Moment,
): Since {
  return (
    fromEvidence(observed.since, moment.now) ??
    previous?.since ??
    changedAt(moment)
  );
}
