import { SeenRequest } from '../operations/followRequests';
import { hashOf } from '../store/hash';
import { StoredObservation } from '../store/rows';
import { Look } from './look';

/**
 * What looks tell of the portal's requests and was not known before. After a gap
 * all of it: what was kept just before an end may not have been told.
 */
export function shownRequests(
  looks: Look[],
  before: Map<string, StoredObservation>,
): SeenRequest[] {
  return looks.flatMap(({ id, gap, observed }) => {
    const request = observed?.request;
    if (!request) return [];
    const known = before.get(id)?.observed?.request;
    return gap || hashOf(known ?? null) !== hashOf(request)
      ? [{ applicationId: id, request }]
      : [];
  });
}
