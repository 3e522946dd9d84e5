import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import type { StatusCause } from '../errors';
import { isObject, type JsonObject } from '../json';

const ajv = new Ajv({
  strict: false,
  allErrors: true,
  verbose: true,
  validateFormats: false,
  logger: false,
});

/** OpenAPI 3 as JSON Schema: `x-kubernetes-int-or-string` has no one type. */
function asJsonSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(asJsonSchema);
  if (!isObject(schema)) return schema;
  const intOrString = schema['x-kubernetes-int-or-string'] === true;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key]) => !(intOrString && key === 'type'))
      .map(([key, value]) => [key, asJsonSchema(value)]),
  );
}

interface Compiled {
  validate: ValidateFunction;
  hasRules: boolean;
}

const compiled = new WeakMap<JsonObject, Compiled>();

function compile(schema: JsonObject): Compiled {
  const known = compiled.get(schema);
  if (known) return known;
  const converted = asJsonSchema(schema);
  const fresh = {
    validate: ajv.compile(isObject(converted) ? converted : {}),
    hasRules: JSON.stringify(schema).includes('x-kubernetes-validations'),
  };
  compiled.set(schema, fresh);
  return fresh;
}

function fieldOf(error: ErrorObject): string {
  const path = error.instancePath
    .split('/')
    .slice(1)
    .map(part => part.replace(/~1/g, '/').replace(/~0/g, '~'));
  if (error.keyword === 'required') {
    path.push(String(error.params.missingProperty));
  }
  return path
    .map(part => (/^\d+$/.test(part) ? `[${part}]` : `.${part}`))
    .join('')
    .slice(1);
}

function typeName(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') {
    return Number.isInteger(value) ? 'integer' : 'number';
  }
  return value === null ? 'null' : typeof value;
}

function list(values: unknown): string {
  return Array.isArray(values)
    ? values.map(value => JSON.stringify(value)).join(', ')
    : '';
}

function cause(error: ErrorObject): StatusCause {
  const field = fieldOf(error);
  const value = JSON.stringify(error.data);
  const { keyword, schema } = error;
  const wrong = (words: string): StatusCause => ({
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${value}: ${field} in body ${words}`,
    field,
  });
  switch (keyword) {
    case 'required':
      return { reason: 'FieldValueRequired', message: 'Required value', field };
    case 'type': {
      const found = JSON.stringify(typeName(error.data));
      return {
        reason: 'FieldValueTypeInvalid',
        message: `Invalid value: ${found}: ${field} in body must be of type ${schema}: ${found}`,
        field,
      };
    }
    case 'enum':
      return {
        reason: 'FieldValueNotSupported',
        message: `Unsupported value: ${value}: supported values: ${list(
          schema,
        )}`,
        field,
      };
    case 'pattern':
      return wrong(`should match '${schema}'`);
    case 'minLength':
      return wrong(`should be at least ${schema} chars long`);
    case 'maxLength':
      return {
        reason: 'FieldValueTooLong',
        message: `Too long: may not be more than ${schema} bytes`,
        field,
      };
    case 'minimum':
      return wrong(`should be greater than or equal to ${schema}`);
    case 'maximum':
      return wrong(`should be less than or equal to ${schema}`);
    default:
      return wrong(error.message ?? `breaks ${keyword}`);
  }
}

/** What a structural schema finds wrong, in the API server's words. */
export function schemaCauses(
  object: unknown,
  schema: JsonObject,
): StatusCause[] {
  const { validate, hasRules } = compile(schema);
  if (validate(object)) return [];
  const causes = (validate.errors ?? [])
    .map(cause)
    .sort((a, b) => (a.field ?? '').localeCompare(b.field ?? ''));
  if (!hasRules) return causes;
  return [
    ...causes,
    {
      reason: 'FieldValueInvalid',
      message:
        'Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
      field: '<nil>',
    },
  ];
}
