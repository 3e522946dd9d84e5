import { isRecord } from '../json';

/** Which types a value has in a set of samples, and the same for what is inside. */
export interface Shape {
  types: Set<string>;
  fields: Map<string, Shape>;
  item?: Shape;
}

/** Maps whose keys are data. */
const free = new Set([
  'labels',
  'annotations',
  'fieldsV1',
  'targetLabels',
  'matchLabels',
  'selector',
  'data',
]);

const typeOf = (value: unknown) => {
  if (Array.isArray(value)) {
    return 'array';
  }
  return value === null ? 'null' : typeof value;
};

/** What all samples together look like. */
export function shapeOf(samples: unknown[]): Shape {
  const shape: Shape = {
    types: new Set(samples.map(typeOf)),
    fields: new Map(),
  };
  const keys = new Set(samples.filter(isRecord).flatMap(Object.keys));
  for (const key of keys) {
    const values = samples
      .filter(isRecord)
      .filter(sample => key in sample)
      .map(sample => sample[key]);
    shape.fields.set(key, shapeOf(values));
  }
  const items = samples.filter(Array.isArray).flat();
  return items.length > 0 ? { ...shape, item: shapeOf(items) } : shape;
}

/** Where a value has a field that no sample has, or one of another type. */
export function strangeFields(
  value: unknown,
  shape: Shape,
  path = '$',
): string[] {
  if (!shape.types.has(typeOf(value))) {
    return [
      `${path}: ${typeOf(value)}, recorded ${[...shape.types].join('|')}`,
    ];
  }
  if (Array.isArray(value)) {
    const { item } = shape;
    return item
      ? value.flatMap((one, index) =>
          strangeFields(one, item, `${path}[${index}]`),
        )
      : value.map((_, index) => `${path}[${index}]: recorded is an empty list`);
  }
  if (!isRecord(value)) {
    return [];
  }
  return Object.entries(value).flatMap(([key, inner]) => {
    if (inner === undefined || free.has(key)) {
      return [];
    }
    const below = shape.fields.get(key);
    return below
      ? strangeFields(inner, below, `${path}.${key}`)
      : [`${path}.${key}: not recorded`];
  });
}
