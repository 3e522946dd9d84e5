import { z } from 'zod';
import { isRecord } from '../json';
import { AjvError, SchemaProblem, schemaProblems } from './schemaProblem';

const API_VERSION =
  /^(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*\/)?v\d+(?:(?:alpha|beta)\d+)?$/;
const KIND = /^[A-Z][A-Za-z0-9]*$/;

const refusalSchema = z.object({
  errors: z.array(
    z.object({
      instancePath: z.string(),
      keyword: z.string(),
      message: z.string().optional(),
      params: z.record(z.string(), z.unknown()),
    }),
  ),
});

/** Node's words and those of others, for a module that is not there. */
const ABSENT: unknown[] = ['ERR_PACKAGE_PATH_NOT_EXPORTED', 'MODULE_NOT_FOUND'];

interface Model {
  validate(): void;
}

type ModelClass = new (content: unknown) => Model;

function isModelClass(
  value: unknown,
  apiVersion: string,
  kind: string,
): value is ModelClass {
  return (
    typeof value === 'function' &&
    'kind' in value &&
    value.kind === kind &&
    'apiVersion' in value &&
    value.apiVersion === apiVersion
  );
}

/** The model of one kind: each is a module of its own, and only what is asked for is loaded. */
function findModel(apiVersion: string, kind: string): ModelClass | undefined {
  if (!API_VERSION.test(apiVersion) || !KIND.test(kind)) return undefined;
  let found: unknown;
  try {
    found = require(`kubernetes-models/${apiVersion}/${kind}`);
  } catch (error) {
    if (isRecord(error) && ABSENT.includes(error.code)) return undefined;
    throw error;
  }
  const model = isRecord(found) ? found[kind] : undefined;
  return isModelClass(model, apiVersion, kind) ? model : undefined;
}

function errorsOf(model: Model): AjvError[] {
  try {
    model.validate();
    return [];
  } catch (error) {
    const refusal = refusalSchema.safeParse(error);
    if (!refusal.success) throw error;
    return refusal.data.errors;
  }
}

/** Checks an object of Kubernetes itself; undefined where its kind is not known. */
export function checkKubernetesObject(
  apiVersion: string,
  kind: string,
): ((content: unknown) => SchemaProblem[]) | undefined {
  const Model = findModel(apiVersion, kind);
  return Model && (content => schemaProblems(errorsOf(new Model(content))));
}
