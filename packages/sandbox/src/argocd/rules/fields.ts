import { JsonRecord, valueAt } from '../json';

/** What the API can project an application to; anything else is left out silently. */
const projectable = [
  'metadata.name',
  'metadata.namespace',
  'metadata.annotations',
  'metadata.labels',
  'metadata.creationTimestamp',
  'metadata.deletionTimestamp',
  'spec',
  'spec.destination',
  'spec.project',
  'spec.source',
  'spec.sources',
  'spec.sourceHydrator',
  'spec.syncPolicy',
  'status.sourceHydrator',
  'status.summary',
  'status.sync.status',
  'status.sync.revision',
  'status.health',
  'status.resources',
  'status.operationState.phase',
  'status.operationState.startedAt',
  'status.operationState.finishedAt',
  'status.operationState.operation.sync',
  'operation.sync',
];

/**
 * Cuts an application down to the fields asked for.
 * @param fields - as in the query, such as `items.metadata.name`
 * @param prefix - what those of an application begin with, such as `items.`
 */
export function projectFields(
  application: object,
  fields: string[],
  prefix: string,
): JsonRecord {
  const result: JsonRecord = {};
  for (const path of projectable) {
    if (!fields.includes(`${prefix}${path}`)) {
      continue;
    }
    const steps = path.split('.');
    const found = valueAt(application, ...steps);
    // The one field that has no omitempty once it is asked for.
    const value = path === 'metadata.deletionTimestamp' ? found ?? null : found;
    if (value !== undefined) {
      setAt(result, steps, value);
    }
  }
  return result;
}

/** The same of what can be cut down to any fields. */
export function pickFields(
  object: object,
  fields: string[],
  prefix: string,
): JsonRecord {
  const result: JsonRecord = {};
  for (const field of fields.filter(each => each.startsWith(prefix))) {
    const steps = field.slice(prefix.length).split('.');
    const value = valueAt(object, ...steps);
    if (value !== undefined) {
      setAt(result, steps, value);
    }
  }
  return result;
}

function setAt(result: JsonRecord, steps: string[], value: unknown): void {
  let node = result;
  for (const step of steps.slice(0, -1)) {
    const below: JsonRecord = { ...Object(node[step]) };
    node[step] = below;
    node = below;
  }
  node[steps[steps.length - 1]] = value;
}
