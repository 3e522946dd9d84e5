import { apiVersionOf, type ResourceType } from '../kinds';
import { internalError } from '../errors';
import { at, isObject } from '../json';
import type { KubeObject } from '../types';
import { prune } from './structural';

const DEPLOYMENT_SPEC = new Set([
  'replicas',
  'selector',
  'template',
  'strategy',
  'minReadySeconds',
  'revisionHistoryLimit',
  'paused',
  'progressDeadlineSeconds',
]);

function complaint(type: ResourceType, object: KubeObject): string | undefined {
  if (type.schema) {
    const unknown: string[] = [];
    prune(object, type.schema, unknown);
    return unknown.length > 0
      ? `.${unknown[0]}: field not declared in schema`
      : undefined;
  }
  if (object.kind !== 'Deployment' || !isObject(object.spec)) return undefined;
  const undeclared = Object.keys(object.spec).find(
    name => !DEPLOYMENT_SPEC.has(name),
  );
  if (undeclared) return `.spec.${undeclared}: field not declared in schema`;
  const replicas = at(object.spec, 'replicas');
  return replicas === undefined || typeof replicas === 'number'
    ? undefined
    : `.spec.replicas: expected numeric (int or float), got ${typeof replicas}`;
}

/**
 * Server-side apply reads the configuration as its type first, and answers 500
 * where it does not fit, whatever `fieldValidation` says.
 */
export function requireTyped(type: ResourceType, object: KubeObject): void {
  const words = complaint(type, object);
  if (!words) return;
  const { namespace, name } = object.metadata;
  const where = namespace ? `${namespace}/${name}` : `/${name}`;
  throw internalError(
    `failed to create typed patch object (${where}; ${apiVersionOf(
      type,
    )}, Kind=${type.kind}): ${words}`,
  );
}
