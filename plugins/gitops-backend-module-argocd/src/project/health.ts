import { healthStatusSchema } from '@backstage-gitops/plugin-gitops-common';
import {
  ObservedApplication,
  toTimestamp,
} from '@backstage-gitops/plugin-gitops-node';
import { byResource } from '../resourceRef';
import { ArgocdApplication } from './application';

type Health = ObservedApplication['health'];

/** Argo CD seldom says why of the whole; then those of its resources that are as ill do. */
export function projectHealth({ status }: ArgocdApplication): Health {
  const { status: word, message, lastTransitionTime } = status?.health ?? {};
  const { data = 'Unknown' } = healthStatusSchema.safeParse(word);
  return {
    status: data,
    message: message || (data === 'Degraded' ? culprit(status) : undefined),
    since: toTimestamp(lastTransitionTime ?? undefined),
  };
}

/** The first of the degraded resources, in its own words, and how many more there are. */
function culprit(status: ArgocdApplication['status']): string | undefined {
  const ill = (status?.resources ?? [])
    .filter(({ health }) => health?.status === 'Degraded')
    .sort(byResource);
  const told = ill.find(({ health }) => health?.message);
  if (!told) return undefined;
  const others = ill.length - 1;
  const message = told.health?.message ?? '';
  const words = message.includes(told.name)
    ? message
    : `${told.kind} ${told.name}: ${message}`;
  return others > 0 ? `${words} (and ${others} more degraded)` : words;
}
