import {
  findCondition,
  FluxCondition,
  FluxObject,
  REQUESTED_AT,
} from './object';

/** An object that Flux has tried something with. */
export interface Tried extends FluxObject {
  status?:
    | (NonNullable<FluxObject['status']> & {
        history?: unknown[];
        failures?: number | null;
      })
    | null;
}

/** What one look says of an attempt. */
export interface Look<T extends Tried> {
  object: T;
  isAtWork: boolean;
  /** What Flux tries, and what came of it by now: two looks at the same have the same. */
  attempt: string;
}

/** These tell how an attempt went, each time anew. */
const OF_ATTEMPT = ['Ready', 'Reconciling', 'Healthy', 'Released'];
const DURATION = /\b(\d+(\.\d+)?(h|ms|m|s|µs|us|ns))+/g;
const TEMPORARY = /\/tmp\/[^/\s:]+/g;

/** What differs between the words of two failures that are the same. */
function withoutChance(message: string): string {
  return message.replace(DURATION, '').replace(TEMPORARY, '');
}

export function isAlike(a: FluxCondition, b: FluxCondition): boolean {
  return (
    a.reason === b.reason &&
    withoutChance(a.message) === withoutChance(b.message)
  );
}

/** What it is at work on, or waits to try again, which it says here first. */
function revisionOf({ object }: Look<Tried>): string | undefined {
  const words = findCondition(object, 'Reconciling')?.message ?? '';
  return / for revision (\S+)/.exec(words)?.[1];
}

/** Whether somebody has asked for a run that Flux has not answered yet. */
function isAsked({ metadata, status }: FluxObject): boolean {
  const token = metadata.annotations?.[REQUESTED_AT];
  return Boolean(token) && token !== status?.lastHandledReconcileAt;
}

function handledOf({ object }: Look<Tried>): string {
  return object.status?.lastHandledReconcileAt ?? '';
}

function isRetry(before: Look<Tried>, now: Look<Tried>): boolean {
  const failed = findCondition(before.object, 'Ready');
  const ready = findCondition(now.object, 'Ready');
  if (failed?.status !== 'False' || before.isAtWork || !ready) return false;
  if (before.attempt !== now.attempt) return false;
  // A run that was asked for is told, also where it comes to the same.
  if (handledOf(before) !== handledOf(now)) return false;
  if (ready.status === 'Unknown') {
    return !isAsked(now.object) && revisionOf(before) === revisionOf(now);
  }
  return !now.isAtWork && ready.status === 'False' && isAlike(failed, ready);
}

/**
 * The object as it was when the attempt failed for the first time, where Flux only tries
 * the same again: each time its conditions go through all stages of a run, and have other
 * times then. That is no news. Unchanged where it is another attempt, or comes to
 * something else.
 * @param before - the look before, as it was told
 */
export function withoutRetries<T extends Tried>(
  before: Look<Tried>,
  now: Look<T>,
): T {
  if (!isRetry(before, now)) return now.object;
  const isOfAttempt = ({ type }: FluxCondition) => OF_ATTEMPT.includes(type);
  const told = before.object.status;
  const { status } = now.object;
  return {
    ...now.object,
    status: {
      ...status,
      conditions: [
        ...(status?.conditions ?? []).filter(each => !isOfAttempt(each)),
        ...(told?.conditions ?? []).filter(isOfAttempt),
      ],
      // Of the same attempt it differs by how often, and when last.
      history: told?.history,
    },
  };
}
