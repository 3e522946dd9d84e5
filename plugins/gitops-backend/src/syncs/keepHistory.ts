import { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';

const KEY = 'gitops.history.keepDays';
const DEFAULT_DAYS = 365;
const DAY_MS = 24 * 3_600_000;

/**
 * How long syncs are kept, in ms.
 * @throws InputError for less than a day
 */
export function readKeepHistory(config: RootConfigService): number {
  const days = config.getOptionalNumber(KEY) ?? DEFAULT_DAYS;
  if (!(days >= 1)) {
    throw new InputError(`${KEY} is ${days}, but must be 1 or more`);
  }
  return days * DAY_MS;
}
