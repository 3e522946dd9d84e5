import { Application, AppStatus, isMultiSource } from '../application';
import { Comparison } from '../compareApplication';
import { CONTROL_NAMESPACE } from '../names';
import { appHealth } from './appHealth';
import { resourceStatuses } from './compareAll';
import { carryConditions } from './conditions';

/** Fields of the status that a refresh sets; undefined removes one. */
export type StatusPatch = Partial<
  Pick<
    AppStatus,
    'sync' | 'health' | 'resources' | 'conditions' | 'reconciledAt'
  >
> & {
  summary?: { images?: string[] };
  sourceType?: string;
  sourceTypes?: string[];
  resourceHealthSource?: string;
  controllerNamespace?: string;
  sourceHydrator?: Record<string, never>;
};

const constant = {
  resourceHealthSource: 'appTree',
  controllerNamespace: CONTROL_NAMESPACE,
  sourceHydrator: {},
};

function healthAt(app: Application, status: string, now: string) {
  const before = app.status.health;
  return before?.status === status && before.lastTransitionTime
    ? { status, lastTransitionTime: before.lastTransitionTime }
    : { status, lastTransitionTime: now };
}

/** The status of an application that was compared. */
export function statusAfter(
  app: Application,
  { resources, revisions, sourceTypes, error }: Comparison,
  images: string[],
  now: string,
): StatusPatch {
  const { spec, status } = app;
  const multi = isMultiSource(spec);
  const known = error === undefined;
  const compared = resources.some(one => one.modified) ? 'OutOfSync' : 'Synced';
  return {
    ...constant,
    sync: {
      status: known ? compared : 'Unknown',
      comparedTo: comparedTo(app),
      ...(multi ? { revisions } : { revision: revisions[0] }),
    },
    health: healthAt(app, appHealth(resources), now),
    resources: resources.length
      ? resourceStatuses(resources, known)
      : undefined,
    conditions: conditionsOf(
      app,
      known ? [] : [{ type: 'ComparisonError', message: error }],
      now,
    ),
    sourceType: multi ? undefined : sourceTypes[0],
    sourceTypes: multi && sourceTypes.length ? sourceTypes : undefined,
    summary: images.length ? { images } : {},
    reconciledAt: status.reconciledAt ?? now,
  };
}

function comparedTo({ spec }: Application) {
  return {
    ...(isMultiSource(spec)
      ? { source: { repoURL: '' }, sources: spec.sources }
      : { source: spec.source }),
    destination: spec.destination,
    ...(spec.ignoreDifferences && {
      ignoreDifferences: spec.ignoreDifferences,
    }),
  };
}

/** The status of an application whose spec is wrong: what was compared before stays. */
export function statusOfInvalidSpec(
  app: Application,
  errors: Array<{ type: string; message: string }>,
  now: string,
): StatusPatch {
  return {
    ...constant,
    sync: {
      ...(app.status.sync ?? { comparedTo: comparedTo(app) }),
      status: 'Unknown',
    },
    health: healthAt(app, 'Unknown', now),
    conditions: conditionsOf(app, errors, now),
    summary: {},
    reconciledAt: app.status.reconciledAt ?? now,
  };
}

function conditionsOf(
  app: Application,
  errors: Array<{ type: string; message: string }>,
  now: string,
) {
  const previous = app.status.conditions ?? [];
  // What automated sync reports is not for a comparison to take back.
  const reported = previous.filter(({ type }) => type === 'SyncError');
  const conditions = carryConditions(previous, [...errors, ...reported], now);
  return conditions.length ? conditions : undefined;
}
