import { isObject, type JsonObject } from '../json';

/**
 * How values at one place of an object are compared and merged: field by
 * field, item by item, or as a whole.
 */
export interface Shape {
  /** A map that is replaced as a whole; a list is, unless `keys` or `set`. */
  readonly atomic?: boolean;
  /** A list whose items are told apart by these fields. */
  readonly keys?: readonly string[];
  /** A list of scalars without order. */
  readonly set?: boolean;
  /** A built-in struct that is always there, if empty: nobody adds it. */
  readonly alwaysThere?: boolean;
  /** The shape of a field or map value. */
  field(name: string): Shape;
  /** Whether a field of this name is declared, so that it is no map key. */
  declares(name: string): boolean;
  /** The shape of a list's items. */
  item(): Shape;
}

const KEYS: Record<string, readonly string[]> = {
  containers: ['name'],
  initContainers: ['name'],
  ephemeralContainers: ['name'],
  env: ['name'],
  volumes: ['name'],
  imagePullSecrets: ['name'],
  secrets: ['name'],
  volumeMounts: ['mountPath'],
  conditions: ['type'],
  ownerReferences: ['uid'],
  hostAliases: ['ip'],
  topologySpreadConstraints: ['topologyKey', 'whenUnsatisfiable'],
};

const ATOMIC_MAPS = new Set([
  'selector',
  'labelSelector',
  'nodeSelector',
  'configMapKeyRef',
  'secretKeyRef',
  'configMapRef',
  'secretRef',
  'fieldRef',
  'resourceFieldRef',
  'involvedObject',
]);

const ALWAYS_THERE = new Set([
  'metadata',
  'spec',
  'status',
  'template',
  'strategy',
  'updateStrategy',
  'jobTemplate',
  'resources',
  'scaleTargetRef',
  'source',
]);

const MAPS = new Set([
  'labels',
  'annotations',
  'data',
  'stringData',
  'binaryData',
  'requests',
  'limits',
]);

function builtInField(name: string, kind: string): Shape {
  const portKey = kind === 'Service' ? 'port' : 'containerPort';
  const keys = name === 'ports' ? [portKey, 'protocol'] : KEYS[name];
  return {
    atomic: ATOMIC_MAPS.has(name),
    keys,
    set: name === 'finalizers',
    alwaysThere: ALWAYS_THERE.has(name),
    field: inner => builtInField(inner, kind),
    declares: () => !MAPS.has(name),
    item: () => builtInField('', kind),
  };
}

/** Built-in kinds have no schema here: the usual lists go by their name. */
export function builtInShape(kind: string): Shape {
  return builtInField('', kind);
}

const metadataShape: Shape = builtInField('metadata', '');

/** Custom resources: as their structural schema says. */
export function schemaShape(schema: JsonObject, top = true): Shape {
  const keys = schema['x-kubernetes-list-map-keys'];
  const properties = isObject(schema.properties) ? schema.properties : {};
  return {
    atomic: schema['x-kubernetes-map-type'] === 'atomic',
    keys: Array.isArray(keys) ? keys.map(String) : undefined,
    set: schema['x-kubernetes-list-type'] === 'set',
    field: name => {
      if (top && name === 'metadata') return metadataShape;
      const declared = properties[name] ?? schema.additionalProperties;
      return schemaShape(isObject(declared) ? declared : {}, false);
    },
    declares: name => name in properties,
    item: () => schemaShape(isObject(schema.items) ? schema.items : {}, false),
  };
}
