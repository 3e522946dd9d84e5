import { hashOf } from '../store/hash';
import { ApplicationRecord } from '../transition';
import { StoredAlert } from './rows';

/** What an alert says while it is open. */
export type AlertContent = Pick<StoredAlert, 'application' | 'drift'>;

/** How an alert ended. */
export type AlertEnding = NonNullable<StoredAlert['end']>;

export type AlertChange =
  | { type: 'none' }
  | { type: 'open'; content: AlertContent }
  | { type: 'update'; content: AlertContent }
  | { type: 'close'; end: AlertEnding };

/** One look at an application that was written. */
export interface WrittenLook {
  /** Undefined where nothing was known before. */
  previous: ApplicationRecord | undefined;
  record: ApplicationRecord;
  environment: string | null;
  /** ISO 8601 */
  at: string;
}

/** The end of a sync is taken for the cause of an agreement that is seen so soon after it. */
const SYNC_SHOWS_MS = 2 * 60_000;

/**
 * What a look means for the alert of an application. People are told of what
 * other people did, or nobody knows who; what a controller did is shown only.
 *
 * @param open - what the application's open alert says, as far as it can be read;
 * undefined where none is open
 */
export function alertChange(
  open: Partial<AlertContent> | undefined,
  look: WrittenLook,
): AlertChange {
  const content = contentOf(look);
  if (content) {
    if (!open) return { type: 'open', content };
    return hashOf(open) === hashOf(content)
      ? { type: 'none' }
      : { type: 'update', content };
  }
  return open
    ? { type: 'close', end: endOf(open.drift?.since.at, look) }
    : { type: 'none' };
}

function contentOf({
  record,
  environment,
}: WrittenLook): AlertContent | undefined {
  const { drift, id, engine, instance, kind, namespace, name } = record;
  if (!drift || drift.by === 'controller') return undefined;
  return {
    application: { id, engine, instance, kind, namespace, name, environment },
    drift,
  };
}

/**
 * A sync did it that began after the drift and has just ended well, or is under
 * way still: some engines change the cluster before they say that they are done.
 */
function endOf(
  driftSince: string | null | undefined,
  look: WrittenLook,
): AlertEnding {
  const { drift, operation } = look.record;
  if (drift) return { how: 'controllerOnly' };
  const began = operation?.startedAt ?? operation?.finishedAt;
  if (!operation || !began || !driftSince) return { how: 'agreed' };
  const isAfter = Date.parse(began) >= Date.parse(driftSince);
  if (!isAfter || !isItsDoing(operation, look)) return { how: 'agreed' };
  return { how: 'synced', by: operation.initiatedBy?.name };
}

function isItsDoing(
  operation: NonNullable<ApplicationRecord['operation']>,
  { previous, at }: WrittenLook,
): boolean {
  if (operation.phase === 'Running') return true;
  if (operation.phase !== 'Succeeded') return false;
  const isNews =
    previous !== undefined && hashOf(previous.operation) !== hashOf(operation);
  const endedJustNow =
    operation.finishedAt !== undefined &&
    Date.parse(at) - Date.parse(operation.finishedAt) <= SYNC_SHOWS_MS;
  return isNews || endedJustNow;
}
