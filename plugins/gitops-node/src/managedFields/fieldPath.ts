import { FieldSet } from './managedFields';

/** One step into an object: a field, a list item by its key fields, or a set's value. */
export type FieldStep =
  | { field: string }
  | { item: Record<string, unknown> }
  | { value: unknown };

export type FieldPath = FieldStep[];

function parseStep(key: string): FieldStep | undefined {
  if (key.startsWith('f:')) return { field: key.slice(2) };
  const isItem = key.startsWith('k:');
  if (!isItem && !key.startsWith('v:')) return undefined;
  try {
    const parsed: unknown = JSON.parse(key.slice(2));
    if (!isItem) return { value: parsed };
    return parsed && typeof parsed === 'object'
      ? { item: { ...parsed } }
      : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The fields of a set: its leaves, and the list items that it holds as a whole
 * (`.` below `k:`), which come before their own fields.
 */
export function listFields(set: FieldSet, prefix: FieldPath = []): FieldPath[] {
  return Object.entries(set).flatMap(([key, child]) => {
    const step = parseStep(key);
    if (!step) return [];
    const path = [...prefix, step];
    const inner = listFields(child, path);
    const isWhole = !('field' in step) && '.' in child;
    return isWhole || inner.length === 0 ? [path, ...inner] : inner;
  });
}

const PLAIN = /^[A-Za-z_][\w-]*$/;

function formatStep(step: FieldStep): string {
  if ('field' in step) {
    return PLAIN.test(step.field)
      ? `.${step.field}`
      : `[${JSON.stringify(step.field)}]`;
  }
  if ('value' in step) return `[${JSON.stringify(step.value)}]`;
  const { name } = step.item;
  const label = name === undefined ? Object.values(step.item).join('/') : name;
  return `[${label}]`;
}

/** As people write it: `spec.template.spec.containers[web].image`. */
export function formatPath(path: FieldPath): string {
  return path.map(formatStep).join('').replace(/^\./, '');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function itemIndex(list: unknown[], keys: Record<string, unknown>): number {
  return list.findIndex(
    item =>
      isRecord(item) &&
      // A key that the list leaves to its default (`protocol: TCP`) may be absent.
      Object.entries(keys).every(
        ([key, value]) => item[key] === undefined || item[key] === value,
      ),
  );
}

/** Where the path leads in this object, as keys and indexes; undefined where it leads nowhere. */
export function locate(
  object: unknown,
  path: FieldPath,
): Array<string | number> | undefined {
  const location: Array<string | number> = [];
  let at: unknown = object;
  for (const step of path) {
    let key: string | number;
    if ('field' in step) {
      if (!isRecord(at) || !Object.hasOwn(at, step.field)) return undefined;
      key = step.field;
      at = at[key];
    } else {
      if (!Array.isArray(at)) return undefined;
      key = 'item' in step ? itemIndex(at, step.item) : at.indexOf(step.value);
      if (key < 0) return undefined;
      at = at[key];
    }
    location.push(key);
  }
  return location;
}

/** The value the path leads to; undefined where it leads nowhere. */
export function valueAt(object: unknown, path: FieldPath): unknown {
  return locate(object, path)?.reduce<unknown>((at, key) => {
    if (Array.isArray(at)) return typeof key === 'number' ? at[key] : undefined;
    return isRecord(at) ? at[key] : undefined;
  }, object);
}
