import { ObservedApplication } from '@backstage-gitops/plugin-gitops-node';
import { Judgement } from './divergence';
import { ApplicationRecord } from './record';
import { changedAt, fromEvidence, Moment } from './since';

type Health = ApplicationRecord['health'];

const NOT_JUDGED =
  'The engine could not compare the application, so its health is not certain.';

/** Health as the engine says, but never fine beside a comparison that failed. */
export function nextHealth(
  previous: Health | undefined,
  observed: ObservedApplication['health'],
  judgement: Judgement,
  moment: Moment,
): Health {
  const uncertain =
    judgement.status === 'Unknown' && observed.status === 'Healthy';
  const status = uncertain ? 'Unknown' : observed.status;
  const message = uncertain ? NOT_JUDGED : observed.message;
  const evidence = uncertain
    ? undefined
    : fromEvidence(observed.since, moment.now);
  const unchanged = previous?.status === status ? previous.since : undefined;
  return {
    status,
    message,
    since: evidence ?? unchanged ?? changedAt(moment),
  };
}
