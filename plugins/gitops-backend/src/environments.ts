import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { z } from 'zod';
import {
  applicationMatchSchema,
  holds,
  isEmpty,
  Matchable,
} from './match/applicationMatch';

const environmentRuleSchema = z.object({
  name: z.string().min(1),
  match: applicationMatchSchema.default({}),
});

/** A stage, and what an application must be like to be in it. */
export type EnvironmentRule = z.infer<typeof environmentRuleSchema>;

/**
 * Reads `gitops.environments`, in promotion order.
 * @throws InputError where a rule has no name, or a condition that is not known or not text
 */
export function readEnvironmentRules(config: Config): EnvironmentRule[] {
  const given = config.getOptional('gitops.environments') ?? [];
  const rules = z.array(environmentRuleSchema).safeParse(given);
  if (rules.success) return rules.data;
  throw new InputError(
    `gitops.environments is not right: ${z.prettifyError(rules.error)}`,
  );
}

/** The first whose conditions all hold; null where none does. A rule without any matches nothing. */
export function environmentOf(
  rules: EnvironmentRule[],
  application: Matchable,
): string | null {
  const rule = rules.find(
    ({ match }) => !isEmpty(match) && holds(match, application),
  );
  return rule?.name ?? null;
}
