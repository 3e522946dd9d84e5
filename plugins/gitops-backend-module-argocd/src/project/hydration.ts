import { Condition } from '@backstage-gitops/plugin-gitops-common';
import {
  ObservedApplication,
  shorten,
  toTimestamp,
} from '@backstage-gitops/plugin-gitops-node';
import { ArgocdApplication } from './application';
import { projectSyncs } from './syncs';

/** Of hydrated commits, those that they were made from. */
type DryOf = Array<[hydrated: string, dry: string]>;

/** Argo CD tells it of the last one only. */
function toldNow({ status }: ArgocdApplication): DryOf {
  const { lastSuccessfulOperation: last, currentOperation: current } =
    status?.sourceHydrator ?? {};
  return [last, current].flatMap(
    (each): DryOf =>
      each?.hydratedSHA && each.drySHA ? [[each.hydratedSHA, each.drySHA]] : [],
  );
}

/** Of syncs that are remembered, what was told while they were the last. */
function toldThen(
  application: ArgocdApplication,
  previous: ObservedApplication | undefined,
): DryOf {
  return projectSyncs(application).flatMap((sync): DryOf => {
    // One that ran at the look before had another key.
    const before = previous?.syncs.find(({ key }) =>
      [sync.key, sync.formerKey].includes(key),
    );
    const [hydrated] = sync.revisions;
    const [dry] = before?.revisions ?? [];
    return hydrated && dry && dry !== hydrated ? [[hydrated, dry]] : [];
  });
}

function translation(dryOf: DryOf) {
  const dry = new Map(dryOf);
  return (revisions: string[]): string[] | undefined => {
    const found = revisions.flatMap(each => dry.get(each) ?? []);
    return found.length === revisions.length ? found : undefined;
  };
}

/**
 * How to come from revisions that were synced to those of the sources, where
 * people commit: others with a source hydrator, and undefined where Argo CD does
 * not tell them. A later commit may have been hydrated to the same: `now` is the
 * last of those, `then` the first.
 */
export function sourceRevisions(
  application: ArgocdApplication,
  previous: ObservedApplication | undefined,
): Record<'now' | 'then', (revisions: string[]) => string[] | undefined> {
  if (!application.spec?.sourceHydrator) {
    const same = (revisions: string[]) => revisions;
    return { now: same, then: same };
  }
  const now = toldNow(application);
  const then = toldThen(application, previous);
  return {
    now: translation([...then, ...now]),
    then: translation([...now, ...then]),
  };
}

/** What waits for the hydrator: it cannot even be synced yet. */
export function projectHydration({
  spec,
  status,
}: ArgocdApplication): Condition[] {
  const operation = status?.sourceHydrator?.currentOperation;
  if (!spec?.sourceHydrator || !operation) return [];
  const what = operation.drySHA
    ? `Commit ${operation.drySHA.slice(0, 7)}`
    : 'The newest commit';
  const startedAt = toTimestamp(operation.startedAt ?? undefined);
  switch (operation.phase) {
    case 'Hydrating':
      return [
        {
          type: 'Hydrating',
          message: `${what} is being hydrated; it can be synced only after that`,
          since: startedAt,
        },
      ];
    case 'Failed':
      return [
        {
          type: 'HydrationFailed',
          message: shorten(
            `${what} could not be hydrated, so that it cannot be synced: ${
              operation.message || 'Argo CD does not say why'
            }`,
            2000,
          ),
          since: toTimestamp(operation.finishedAt ?? undefined) ?? startedAt,
        },
      ];
    default:
      return [];
  }
}
