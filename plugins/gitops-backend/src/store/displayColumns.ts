import {
  displayRank,
  displayState,
} from '@backstage-gitops/plugin-gitops-common';
import { ApplicationRecord } from '../transition';
import { ApplicationRow } from './rows';

/**
 * What the fleet is filtered and sorted by: as it is shown, were it not stale. A
 * release that shows something otherwise, or ranks it otherwise, has to empty
 * `observed_hash` in a migration, so that all rows are worked out anew.
 */
export function displayColumns(
  record: ApplicationRecord,
): Pick<ApplicationRow, 'state' | 'rank' | 'since'> {
  const { first } = displayState({ ...record, stale: false });
  return {
    state: first.word,
    rank: displayRank(first.word),
    since: sortable(first.since?.at),
  };
}

/** In one form, because engines give fractions of a second or none. */
function sortable(time: string | null | undefined): string {
  const ms = Date.parse(time ?? '');
  return Number.isNaN(ms) ? '' : new Date(ms).toISOString();
}
