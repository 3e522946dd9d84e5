import { parse } from 'yaml';
import { Policy } from '../policies/policy';

/** What a policy has against a manifest: paths, dotted. */
export function violations(policy: Policy, text: string): string[] {
  const content = parse(text);
  return policy
    .check({ kind: content.kind, content })
    .map(({ path }) => path.join('.'));
}

/** A manifest with a pod like this, in every way that kinds keep one. */
export function everyKind(pod: string): Array<[string, string, string]> {
  const indented = (by: number) =>
    pod.trim().replaceAll('\n', `\n${' '.repeat(by)}`);
  return [
    ['Pod', 'spec', `kind: Pod\nspec:\n  ${indented(2)}\n`],
    [
      'Deployment',
      'spec.template.spec',
      `kind: Deployment\nspec:\n  template:\n    spec:\n      ${indented(6)}\n`,
    ],
    [
      'CronJob',
      'spec.jobTemplate.spec.template.spec',
      `kind: CronJob\nspec:\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          ${indented(
        10,
      )}\n`,
    ],
    [
      'Rollout',
      'spec.template.spec',
      `kind: Rollout\nspec:\n  template:\n    spec:\n      ${indented(6)}\n`,
    ],
  ];
}
