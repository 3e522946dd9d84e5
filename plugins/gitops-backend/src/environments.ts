import { Config } from '@backstage/config';
import { ObservedApplication } from '@backstage-gitops/plugin-gitops-node';
import { z } from 'zod';

const labelsSchema = z.record(z.string(), z.string());

/** A stage, and what an application must be like to be in it. */
export interface EnvironmentRule {
  name: string;
  labels: Record<string, string>;
  cluster?: string;
  namespace?: string;
  project?: string;
}

/**
 * Reads `gitops.environments`, in promotion order.
 * @throws Error where a rule has no name, or labels that are not text
 */
export function readEnvironmentRules(config: Config): EnvironmentRule[] {
  const rules = config.getOptionalConfigArray('gitops.environments') ?? [];
  return rules.map(rule => {
    return {
      name: rule.getString('name'),
      // As a whole: keys of labels hold dots, which configuration takes for paths.
      labels: labelsSchema.parse(rule.getOptional('match.labels') ?? {}),
      cluster: rule.getOptionalString('match.cluster'),
      namespace: rule.getOptionalString('match.namespace'),
      project: rule.getOptionalString('match.project'),
    };
  });
}

/** The first whose conditions all hold; null where none does. A rule without any matches nothing. */
export function environmentOf(
  rules: EnvironmentRule[],
  application: Pick<
    ObservedApplication,
    'labels' | 'destination' | 'namespace' | 'project'
  >,
): string | null {
  return rules.find(rule => matches(rule, application))?.name ?? null;
}

function matches(
  rule: EnvironmentRule,
  {
    labels,
    destination,
    namespace,
    project,
  }: Parameters<typeof environmentOf>[1],
): boolean {
  const conditions: Array<[pattern: string | undefined, value?: string]> = [
    ...Object.entries(rule.labels).map(([key, pattern]): [string, string?] => [
      pattern,
      labels[key],
    ]),
    [rule.cluster, destination.cluster],
    [rule.namespace, destination.namespace ?? namespace],
    [rule.project, project],
  ];
  const given = conditions.filter(([pattern]) => pattern !== undefined);
  return (
    given.length > 0 &&
    given.every(
      ([pattern, value]) =>
        pattern !== undefined && value !== undefined && like(pattern, value),
    )
  );
}

/** `*` stands for anything; written without a regular expression, which a pattern could make slow. */
function like(pattern: string, value: string): boolean {
  const [start, ...rest] = pattern.split('*');
  const end = rest.pop();
  if (end === undefined) return value === pattern;
  if (!value.startsWith(start)) return false;
  let position = start.length;
  for (const part of rest) {
    const found = value.indexOf(part, position);
    if (found < 0) return false;
    position = found + part.length;
  }
  return value.length - end.length >= position && value.endsWith(end);
}
