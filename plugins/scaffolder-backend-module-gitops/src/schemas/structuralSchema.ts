import { isRecord } from '../json';

/**
 * A schema of a custom resource as JSON schema: Kubernetes has words of its own
 * for null and for numbers that may be text. Fields that it does not name are
 * refused, because an API server would drop them without a word.
 */
export function structuralSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(structuralSchema);
  if (!isRecord(schema)) return schema;
  const {
    nullable,
    'x-kubernetes-int-or-string': intOrString,
    'x-kubernetes-preserve-unknown-fields': open,
    properties,
    type,
    enum: values,
    const: constant,
    required,
    default: ignored,
    ...rest
  } = schema;
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(rest)) {
    result[key] = structuralSchema(value);
  }
  if (isRecord(properties)) {
    result.properties = Object.fromEntries(
      Object.entries(properties).map(([name, value]) => [
        name,
        structuralSchema(value),
      ]),
    );
    if (type === 'object' && !open && result.additionalProperties === undefined)
      result.additionalProperties = false;
  }
  if (type !== undefined && !intOrString) {
    result.type = nullable ? [type, 'null'] : type;
  }
  if (Array.isArray(values)) {
    result.enum = nullable ? [...values, null] : values;
  }
  if (constant !== undefined) result.const = constant;
  if (required !== undefined) result.required = required;
  return result;
}
