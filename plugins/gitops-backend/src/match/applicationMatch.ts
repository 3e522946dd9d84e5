import { ObservedApplication } from '@backstage-gitops/plugin-gitops-node';
import { z } from 'zod';
import { repositoryPath } from '../git/inputs/repositoryPath';
import { like, pathLike } from './patterns';

/**
 * What an application must be like, as configuration says it. Strict: a misspelt
 * condition that is overlooked would let a rule hold for more than was meant.
 */
export const applicationMatchSchema = z.strictObject({
  labels: z.record(z.string(), z.string()).optional(),
  cluster: z.string().optional(),
  namespace: z.string().optional(),
  project: z.string().optional(),
  path: z.string().optional(),
});
export type ApplicationMatch = z.infer<typeof applicationMatchSchema>;

/** Of an application what rules look at. */
export type Matchable = Pick<
  ObservedApplication,
  'labels' | 'destination' | 'namespace' | 'project' | 'sources'
>;

/** Whether it holds no condition at all. */
export function isEmpty(match: object): boolean {
  return Object.values(match).every(
    condition =>
      condition === undefined ||
      (typeof condition === 'object' && Object.keys(condition).length === 0),
  );
}

/** Whether all conditions hold that are given; what is not known meets none. */
export function holds(
  { labels = {}, cluster, namespace, project, path }: ApplicationMatch,
  application: Matchable,
): boolean {
  const { destination } = application;
  return (
    Object.entries(labels).every(([key, pattern]) =>
      isLike(
        pattern,
        Object.hasOwn(application.labels, key)
          ? application.labels[key]
          : undefined,
      ),
    ) &&
    isLike(cluster, destination.cluster) &&
    isLike(namespace, destination.namespace ?? application.namespace) &&
    isLike(project, application.project) &&
    (path === undefined ||
      application.sources.some(source => {
        const at = sourcePath(source);
        return at !== undefined && pathLike(path, at);
      }))
  );
}

/** Where a Git source lies in its repository; undefined where nobody knows, or outside. */
export function sourcePath(
  source: Pick<ObservedApplication['sources'][number], 'type' | 'path'>,
): string | undefined {
  return source.type === 'git' ? repositoryPath(source.path ?? '') : undefined;
}

/** @param pattern - absent where nothing is asked */
export function isLike(
  pattern: string | undefined,
  value: string | undefined,
): boolean {
  return pattern === undefined || (value !== undefined && like(pattern, value));
}
