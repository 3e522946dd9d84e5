import { timestampSchema } from '@backstage-gitops/plugin-gitops-common';
import { z } from 'zod';

/** Clocks of two machines differ by less than this, in ms. */
const SKEW_MS = 5 * 60_000;

/**
 * When something happened, ISO 8601: before it was reported. A little later is another
 * machine's clock, and taken for the time of the report; what is later still cannot be
 * known, and is refused.
 */
export const pastSchema = timestampSchema.transform((value, context) => {
  const now = Date.now();
  const ahead = Date.parse(value) - now;
  if (ahead <= 0) return value;
  if (ahead <= SKEW_MS) return new Date(now).toISOString();
  context.addIssue(
    `${value} has not come yet: it is ${new Date(
      now,
    ).toISOString()} here, and a clock may be 5 min ahead`,
  );
  return z.NEVER;
});
