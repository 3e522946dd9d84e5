import {
  Application,
  Sync,
  Syncs,
  Unobserved,
} from '@backstage-gitops/plugin-gitops-common';
import { timeOf } from './history';
import { Lane } from './lanes';

/** So many lanes are drawn. */
const MOST_LANES = 12;
/** An axis is at least so long, in ms: what just happened is not all of time. */
const SHORTEST_MS = 60 * 60_000;

/** One application on the axis; places are from 0, the oldest, to 1, now. */
export interface AxisLane {
  application: Application;
  environment: string | null;
  /** The oldest first, as they stand from left to right. */
  marks: Array<{ sync: Sync; place: number }>;
  /** Spans in which its instance was not observed. */
  gaps: Array<{ span: Unobserved; from: number; to: number }>;
}

export interface TimeAxis {
  /** ms */
  from: number;
  /** ms */
  to: number;
  /** Of applications with syncs, in the order of their lanes. */
  lanes: AxisLane[];
  /** Applications with syncs that are not drawn. */
  hidden: number;
}

/** Where on a time axis the syncs lie that have a time; absent where none has. */
export function timeAxis(
  { items, unobserved }: Pick<Syncs, 'items' | 'unobserved'>,
  lanes: Lane[],
  now: number,
): TimeAxis | undefined {
  const timed = items.flatMap(sync => {
    const at = timeOf(sync);
    return at === undefined ? [] : { sync, at };
  });
  if (timed.length === 0) return undefined;
  const times = timed.map(({ at }) => at);
  const to = Math.max(now, ...times);
  const from = Math.min(to - SHORTEST_MS, ...times);
  const place = (at: number) =>
    Math.min(1, Math.max(0, (at - from) / (to - from)));
  const spans = unobserved.map(span => ({
    span,
    from: place(Date.parse(span.from)),
    to: span.to === null ? 1 : place(Date.parse(span.to)),
  }));

  const drawn = lanes
    .flatMap(({ environment, applications }) =>
      applications.map(application => ({
        application,
        environment,
        marks: timed
          .filter(({ sync }) => sync.applicationId === application.id)
          .map(({ sync, at }) => ({ sync, place: place(at) }))
          .sort((a, b) => a.place - b.place),
        gaps: spans.filter(
          ({ span, ...gap }) =>
            span.engine === application.engine &&
            span.instance === application.instance &&
            gap.from < gap.to,
        ),
      })),
    )
    .filter(({ marks }) => marks.length > 0);
  return {
    from,
    to,
    lanes: drawn.slice(0, MOST_LANES),
    hidden: Math.max(0, drawn.length - MOST_LANES),
  };
}
