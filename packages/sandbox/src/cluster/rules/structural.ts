import { isObject, type JsonObject } from '../json';

function declaredField(schema: JsonObject, name: string): unknown {
  const properties = isObject(schema.properties) ? schema.properties : {};
  return properties[name] ?? schema.additionalProperties;
}

function keepsUnknown(schema: JsonObject): boolean {
  return (
    schema['x-kubernetes-preserve-unknown-fields'] === true ||
    (!isObject(schema.properties) && schema.additionalProperties === undefined)
  );
}

function step(path: string, name: string): string {
  return path ? `${path}.${name}` : name;
}

/**
 * The value without fields that its structural schema does not know; their
 * paths go to `unknown`.
 */
export function prune(
  value: unknown,
  schema: JsonObject,
  unknown: string[],
  path = '',
): unknown {
  if (Array.isArray(value)) {
    const { items } = schema;
    if (!isObject(items)) return value;
    return value.map((item, i) => prune(item, items, unknown, `${path}[${i}]`));
  }
  if (!isObject(value)) return value;
  const kept: JsonObject = {};
  for (const [name, inner] of Object.entries(value)) {
    const here = step(path, name);
    const declared = declaredField(schema, name);
    if (here === 'metadata') kept[name] = inner;
    else if (isObject(declared))
      kept[name] = prune(inner, declared, unknown, here);
    else if (declared === true || keepsUnknown(schema)) kept[name] = inner;
    else unknown.push(here);
  }
  return kept;
}

/** The value with the schema's defaults where their parent is present. */
export function withDefaults(value: unknown, schema: JsonObject): unknown {
  if (Array.isArray(value)) {
    const { items } = schema;
    return isObject(items)
      ? value.map(item => withDefaults(item, items))
      : value;
  }
  if (!isObject(value)) return value;
  const filled: JsonObject = { ...value };
  const properties = isObject(schema.properties) ? schema.properties : {};
  for (const [name, declared] of Object.entries(properties)) {
    if (isObject(declared) && filled[name] === undefined) {
      if (declared.default !== undefined) {
        filled[name] = structuredClone(declared.default);
      }
    }
  }
  for (const [name, inner] of Object.entries(filled)) {
    const declared = declaredField(schema, name);
    if (isObject(declared)) filled[name] = withDefaults(inner, declared);
  }
  return filled;
}
