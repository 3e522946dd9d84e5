import { isRecord, JsonRecord } from '../json';

const keysByField: Record<string, string[]> = {
  containers: ['name'],
  initContainers: ['name'],
  ephemeralContainers: ['name'],
  env: ['name'],
  volumes: ['name'],
  volumeMounts: ['mountPath'],
  volumeDevices: ['devicePath'],
  imagePullSecrets: ['name'],
  secrets: ['name'],
  hostAliases: ['ip'],
  topologySpreadConstraints: ['topologyKey', 'whenUnsatisfiable'],
};

/** The fields that identify an item of a list; undefined for an atomic list. */
export function mergeKeys(
  field: string,
  items: JsonRecord[],
): string[] | undefined {
  if (field === 'ports') {
    return items.some(item => 'containerPort' in item)
      ? ['containerPort', 'protocol']
      : ['port', 'protocol'];
  }
  return keysByField[field];
}

/** Text that is the same for items which the API server takes for the same one. */
export function identify(item: JsonRecord, keys: string[]): string {
  return JSON.stringify(
    keys.map(key => item[key] ?? (key === 'protocol' ? 'TCP' : null)),
  );
}

export function records(list: unknown[]): JsonRecord[] | undefined {
  return list.every(isRecord) ? list : undefined;
}
