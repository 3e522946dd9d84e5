import { Condition } from '@backstage-gitops/plugin-gitops-common';
import { toTimestamp } from '@backstage-gitops/plugin-gitops-node';
import { ArgocdApplication } from './application';
import { projectHydration } from './hydration';

/** Some types are told once for each resource, of which there may be thousands. */
const MAX_OF_A_TYPE = 10;

function firstOfEachType(conditions: Condition[]): Condition[] {
  const counts = new Map<string, number>();
  return conditions.filter(({ type }) => {
    const count = (counts.get(type) ?? 0) + 1;
    counts.set(type, count);
    return count <= MAX_OF_A_TYPE;
  });
}

/** What Argo CD says is wrong or going on, in its words, and what follows from other fields. */
export function projectConditions(application: ArgocdApplication): Condition[] {
  const { metadata, status } = application;
  const conditions: Condition[] = (status?.conditions ?? []).map(each => ({
    type: each.type,
    message: each.message,
    since: toTimestamp(each.lastTransitionTime ?? undefined),
  }));
  conditions.push(...projectHydration(application));
  const deletedAt = toTimestamp(metadata.deletionTimestamp ?? undefined);
  if (deletedAt) {
    conditions.push({
      type: 'Deleting',
      message: 'It is being deleted',
      since: deletedAt,
    });
  }
  const sorted = conditions.sort((a, b) =>
    `${a.type} ${a.message}` < `${b.type} ${b.message}` ? -1 : 1,
  );
  return firstOfEachType(sorted);
}
