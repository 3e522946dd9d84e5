import { invalid } from '../errors';
import { isObject, type JsonObject } from '../json';
import type { ResourceType } from '../kinds';
import type { KubeObject } from '../types';
import { builtInCauses } from './builtIn';
import { withBuiltInDefaults, withEncodedSecret } from './builtInDefaults';
import { metadataCauses } from './metadata';
import { schemaCauses } from './schema';
import { prune, withDefaults } from './structural';

/** A body as it is stored: unknown fields gone, defaults filled in. */
export function withTypeDefaults(
  type: ResourceType,
  body: JsonObject,
): JsonObject {
  const filled = type.schema
    ? withDefaults(prune(body, type.schema, []), type.schema)
    : withBuiltInDefaults(type.kind, withEncodedSecret(body));
  return isObject(filled) ? filled : {};
}

/** Throws 422 for an object that breaks the rules of its type. */
export function admit(
  type: ResourceType,
  object: KubeObject,
  previous?: KubeObject,
): void {
  const causes = [
    ...metadataCauses(object),
    ...(type.schema
      ? schemaCauses(object, type.schema)
      : builtInCauses(object, previous)),
  ];
  if (causes.length > 0) throw invalid(type, object.metadata.name, causes);
}
