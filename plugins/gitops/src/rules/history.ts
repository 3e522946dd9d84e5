import {
  Sync,
  Syncs,
  Unobserved,
} from '@backstage-gitops/plugin-gitops-common';

/** One row of the history: a sync, or a span of which nothing may be known. */
export type HistoryEntry =
  | { type: 'sync'; sync: Sync }
  | { type: 'unobserved'; span: Unobserved };

/** When a sync was, as far as that is known, in ms. */
export function timeOf({
  startedAt,
  finishedAt,
}: Pick<Sync, 'startedAt' | 'finishedAt'>): number | undefined {
  const at = startedAt ?? finishedAt;
  return at === null ? undefined : Date.parse(at);
}

/** Of a span: the same whenever it is asked for. */
export function spanKey({ engine, instance, from }: Unobserved): string {
  return `${engine}/${instance}/${from}`;
}

/**
 * Syncs in the order that they come in, and spans between them: each above what began
 * before it ended, and so on the page that it came with; those that last are on top.
 */
export function historyOf({
  items,
  unobserved,
}: Pick<Syncs, 'items' | 'unobserved'>): HistoryEntry[] {
  const spans = [...unobserved].sort((a, b) => endOf(b) - endOf(a));
  const entries: HistoryEntry[] = [];
  for (const sync of items) {
    const at = timeOf(sync);
    while (at !== undefined && spans[0] && endOf(spans[0]) >= at) {
      const [span] = spans.splice(0, 1);
      entries.push({ type: 'unobserved', span });
    }
    entries.push({ type: 'sync', sync });
  }
  return [
    ...entries,
    ...spans.map(span => ({ type: 'unobserved' as const, span })),
  ];
}

function endOf({ to }: Unobserved): number {
  return to === null ? Infinity : Date.parse(to);
}
