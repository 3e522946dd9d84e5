import { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';

const KEY = 'gitops.history.keepDays';
const DEFAULT_DAYS = 365;
/** A hundred years: longer ago than anything there is to keep. */
const MAX_DAYS = 36_500;
const DAY_MS = 24 * 3_600_000;

/**
 * How long syncs are kept, in ms.
 * @throws InputError for less than a day or more than a hundred years; Error for what is no number
 */
export function readKeepHistory(config: RootConfigService): number {
  const days = config.getOptionalNumber(KEY) ?? DEFAULT_DAYS;
  if (!(days >= 1 && days <= MAX_DAYS)) {
    throw new InputError(
      `${KEY} is ${days}, but must be from 1 to ${MAX_DAYS}`,
    );
  }
  return days * DAY_MS;
}
