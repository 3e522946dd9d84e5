import { Application, sourcesOf } from './application';
import { findApplication, patchStatus } from './applicationStore';
import { compareApplication } from './compareApplication';
import { ArgoContext } from './context';
import { sameJson, valueAt } from './json';
import { descendants } from './liveState';
import { AppKey, appKeyString, REFRESH } from './names';
import { summaryImages } from './rules/images';
import { statusAfter, statusOfInvalidSpec } from './rules/statusAfter';
import { specErrors } from './specErrors';
import { kubeTime } from './time';

/**
 * `latest` asks Git what the target revision is now; `recent`, after a change in
 * the cluster, compares with the revision known and is no reconciliation.
 */
export type RefreshLevel = 'recent' | 'latest';

/** Compares an application and writes its status. */
export async function refreshApplication(
  context: ArgoContext,
  key: AppKey,
  level: RefreshLevel,
  at: Date,
): Promise<void> {
  const app = findApplication(context.home, key);
  if (!app) {
    return;
  }
  const now = kubeTime(at);
  const errors = specErrors(context, app);
  if (errors.length > 0) {
    context.compared.delete(appKeyString(key));
    const patch = statusOfInvalidSpec(app, errors, now);
    patchStatus(
      context.home,
      key,
      { ...patch, reconciledAt: now },
      { at, also: dropRefreshRequest },
    );
    return;
  }
  const revisions = level === 'recent' ? revisionsSeen(app) : undefined;
  const comparison = await compareApplication(context, key, app, { revisions });
  context.compared.set(appKeyString(key), comparison.resources);
  const lives = comparison.resources.flatMap(({ live }) => live ?? []);
  const cluster = context.destination(app.spec.destination);
  const below = cluster ? descendants(cluster, lives) : [];
  const images = summaryImages(
    lives,
    [...lives, ...below].filter(({ kind }) => kind === 'Pod'),
  );
  const current = findApplication(context.home, key) ?? app;
  const patch = statusAfter(current, comparison, images, now);
  if (revisions) {
    patchStatus(context.home, key, patch, { at });
  } else {
    patchStatus(
      context.home,
      key,
      { ...patch, reconciledAt: now },
      { at, also: dropRefreshRequest },
    );
  }
}

/** What was compared last, if that was with the same sources and destination. */
function revisionsSeen({ spec, status }: Application): string[] | undefined {
  const { sync } = status;
  const seen = sync?.revisions ?? (sync?.revision ? [sync.revision] : []);
  const sources = sourcesOf(spec);
  const before = valueAt(sync?.comparedTo, 'sources') ?? [
    valueAt(sync?.comparedTo, 'source'),
  ];
  const usable =
    sync?.status !== 'Unknown' &&
    seen.length === sources.length &&
    sameJson(before, sources) &&
    sameJson(valueAt(sync?.comparedTo, 'destination'), spec.destination);
  return usable ? seen : undefined;
}

function dropRefreshRequest({
  metadata,
}: {
  metadata: { annotations?: Record<string, string> };
}): void {
  if (metadata.annotations) {
    delete metadata.annotations[REFRESH];
  }
}
