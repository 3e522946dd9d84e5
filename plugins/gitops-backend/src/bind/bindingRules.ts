import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { engineKindSchema } from '@backstage-gitops/plugin-gitops-common';
import { readEntityRefs } from '@backstage-gitops/plugin-gitops-node';
import { z } from 'zod';
import {
  applicationMatchSchema,
  holds,
  isEmpty,
  isLike,
} from '../match/applicationMatch';
import { pathLike } from '../match/patterns';
import { BindableApplication, isReported } from './BindableApplication';
import { repositoryOf } from './repositoryOf';

const PLACEHOLDER = /\{\{\s*label:([^{}\s]+)\s*\}\}/g;
/** Such a value can neither end the reference nor add to it. */
const VALUE = /^[A-Za-z0-9][-A-Za-z0-9_.]{0,62}$/;

const bindingRuleSchema = z.strictObject({
  match: applicationMatchSchema
    .extend({
      engine: engineKindSchema.optional(),
      instance: z.string().optional(),
      repository: z.string().optional(),
    })
    .refine(match => !isEmpty(match), 'must hold a condition'),
  entityRef: z
    .string()
    .refine(
      template => refOf(template, () => 'x') !== undefined,
      'must be an entity ref; {{label:name}} stands for the value of a label',
    ),
});

/** Which applications are whose, as the operator says. */
export type BindingRule = z.infer<typeof bindingRuleSchema>;

/**
 * Reads `gitops.binding.rules`.
 * @throws InputError where one has no condition, or one that is not known, or no entity ref
 */
export function readBindingRules(config: Config): BindingRule[] {
  const given = config.getOptional('gitops.binding.rules') ?? [];
  const rules = z.array(bindingRuleSchema).safeParse(given);
  if (rules.success) return rules.data;
  throw new InputError(
    `gitops.binding.rules is not right: ${z.prettifyError(rules.error)}`,
  );
}

/**
 * The entity that a rule gives the application to; undefined where it does not hold,
 * or the application lacks a label that it asks for. What services report is meant only
 * by rules that say so: they tell of any project or label that they like.
 */
export function ruledEntity(
  { match, entityRef }: BindingRule,
  application: BindableApplication,
  integrations: ScmIntegrationRegistry,
): string | undefined {
  const { engine, instance, repository, ...rest } = match;
  const pattern = repository?.replace(/^https?:\/\/|\.git$/g, '');
  // One source has to be of that repository and at that path.
  const sources = application.sources.filter(source => {
    if (pattern === undefined) return true;
    const key = repositoryOf(source, integrations);
    return key !== undefined && pathLike(pattern, key);
  });
  const isMeant =
    (engine === undefined
      ? !isReported(application)
      : engine === application.engine) &&
    (pattern === undefined || sources.length > 0) &&
    isLike(instance, application.instance) &&
    holds(rest, { ...application, sources });
  return isMeant
    ? refOf(entityRef, label =>
        Object.hasOwn(application.labels, label)
          ? application.labels[label]
          : undefined,
      )
    : undefined;
}

function refOf(
  template: string,
  valueOf: (label: string) => string | undefined,
): string | undefined {
  let isComplete = true;
  const text = template.replace(PLACEHOLDER, (_, label: string) => {
    const value = valueOf(label);
    if (value !== undefined && VALUE.test(value)) return value;
    isComplete = false;
    return '';
  });
  const refs = readEntityRefs(text);
  return isComplete && refs.length === 1 ? refs[0] : undefined;
}
