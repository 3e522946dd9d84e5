import { z } from 'zod';
import {
  CHART_NAME,
  ManifestTree,
  REQUIREMENTS_NAME,
  within,
} from './manifestTree';
import { parseYaml } from './parseYaml';
import { Reference } from './reference';

const dependenciesSchema = z.object({
  dependencies: z
    .array(
      z.object({ repository: z.string().catch('') }).catch({ repository: '' }),
    )
    .catch([]),
});

const LOCAL = 'file://';

/** What the files of a Helm chart name: the charts that it depends on. */
export function chartFiles(
  tree: ManifestTree,
  directory: string,
): Array<{ file: string; references: Reference[] | undefined }> {
  const file = within(directory, CHART_NAME);
  const chart = tree.read(file);
  if (chart === undefined) return [];
  const former = within(directory, REQUIREMENTS_NAME);
  const requirements = tree.read(former);
  return [
    { file, references: dependencies(chart) },
    ...(requirements === undefined
      ? []
      : [{ file: former, references: dependencies(requirements) }]),
  ];
}

function dependencies(contents: string): Reference[] | undefined {
  const parsed = dependenciesSchema.safeParse(parseYaml(contents));
  if (!parsed.success) return undefined;
  return parsed.data.dependencies.flatMap(({ repository }) => {
    if (repository.startsWith(LOCAL)) {
      return [{ to: repository.slice(LOCAL.length) }];
    }
    // One without an address lies in `charts`; an alias is the name of an address.
    return repository.includes('://') ? [{ to: repository }] : [];
  });
}
