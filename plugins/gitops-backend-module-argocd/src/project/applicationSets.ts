import { z } from 'zod';
import {
  APPLICATION_SET,
  ObjectRef,
} from '@backstage-gitops/plugin-gitops-common';
import {
  ObservedApplication,
  objectNameSchema,
} from '@backstage-gitops/plugin-gitops-node';
import { applierOf } from './tracking';

const applicationSetSchema = z.object({
  metadata: z.object({
    name: objectNameSchema,
    namespace: z.string().default(''),
    annotations: z.record(z.string(), z.string()).nullish(),
  }),
});
/** What is read of an Argo CD ApplicationSet. */
export type ApplicationSet = z.infer<typeof applicationSetSchema>;

/** Undefined for what is no ApplicationSet. */
export function parseApplicationSet(
  value: unknown,
): ApplicationSet | undefined {
  return applicationSetSchema.safeParse(value).data;
}

export function isMadeBySet({
  parent,
}: Pick<ObservedApplication, 'parent'>): boolean {
  return parent?.kind === APPLICATION_SET;
}

/**
 * What applies the ApplicationSet that has made an application, null where nothing
 * does; undefined where that is not known.
 *
 * @param home - Argo CD's own namespace, where the application tells it
 */
export function setAppliedBy(
  sets: readonly ApplicationSet[],
  { parent, namespace }: Pick<ObservedApplication, 'parent' | 'namespace'>,
  home: string | undefined,
): ObjectRef | null | undefined {
  const set = sets.find(
    ({ metadata }) =>
      metadata.name === parent?.name && metadata.namespace === parent.namespace,
  );
  return set && (applierOf(set.metadata, home ?? namespace) ?? null);
}
