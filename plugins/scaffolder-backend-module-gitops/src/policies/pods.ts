import { isRecord, JsonPath, recordsAt, valueAt } from '../json';

/** Where kinds keep the description of their pods; custom kinds follow the same ways. */
const POD_SPECS: JsonPath[] = [
  ['spec'],
  ['spec', 'template', 'spec'],
  ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
  ['template', 'spec'],
];

interface Part {
  value: Record<string, unknown>;
  path: JsonPath;
}

/** The descriptions of pods in a manifest. */
export function podSpecs(content: unknown): Part[] {
  return POD_SPECS.flatMap(path => {
    const value = valueAt(content, path);
    return isRecord(value) && Array.isArray(value.containers)
      ? [{ value, path }]
      : [];
  });
}

export interface Container extends Part {
  name: string;
}

/** All containers of the pods in a manifest: those that stay, that prepare, and that debug. */
export function containers(content: unknown): Container[] {
  return podSpecs(content).flatMap(pod =>
    ['initContainers', 'containers', 'ephemeralContainers'].flatMap(list =>
      recordsAt(content, [...pod.path, list]).map(container => ({
        ...container,
        name: String(container.value.name ?? 'without a name'),
      })),
    ),
  );
}
