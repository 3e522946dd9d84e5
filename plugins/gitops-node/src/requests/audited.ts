import {
  AuditorService,
  AuditorServiceCreateEventOptions,
} from '@backstage/backend-plugin-api';

type Meta = NonNullable<AuditorServiceCreateEventOptions['meta']>;

/** What the auditor is told of an attempt. */
export interface Attempt {
  eventId: string;
  request: AuditorServiceCreateEventOptions['request'];
  /** What is known of it beforehand. */
  about: Meta;
}

/** Does it, and tells the auditor of it as one event, also where it is refused. */
export async function audited<T>(
  auditor: AuditorService,
  { eventId, request, about }: Attempt,
  work: () => Promise<T>,
  outcome: (result: T) => Meta,
): Promise<T> {
  const event = await auditor.createEvent({
    eventId,
    severityLevel: 'medium',
    request,
    meta: about,
  });
  let result: T;
  try {
    result = await work();
  } catch (error) {
    await event.fail({
      error: error instanceof Error ? error : new Error(String(error)),
    });
    throw error;
  }
  await event.success({ meta: outcome(result) });
  return result;
}
