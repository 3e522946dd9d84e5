import { valueAt } from '../json';
import { recorded } from './recordings';
import { shapeOf } from './shape';

/** The recorded answers for one application, in many states. */
export const applicationSamples = [
  'get-synced-healthy-manual',
  'get-synced-healthy-auto',
  'get-outofsync-pending',
  'get-outofsync-drifted',
  'get-sync-failed',
  'get-missing-never-synced',
  'get-self-healed',
  'get-error-badrevision',
  'get-error-badcluster',
  'get-operation-running',
  'get-multi-source',
  'get-after-dryrun',
  'get-after-rollback',
].map(name => recorded(name).body);

export const applicationShape = shapeOf(applicationSamples);

const always = [
  'metadata.uid',
  'metadata.resourceVersion',
  'metadata.managedFields',
  'spec.project',
  'status.sync.status',
  'status.sync.comparedTo',
  'status.health.status',
  'status.summary',
  'status.sourceHydrator',
  'status.reconciledAt',
  'status.controllerNamespace',
];

/** Which fields that an application always has, or here must have, are not there. */
export function missingFields(body: unknown, essential: string[]): string[] {
  return [...always, ...essential].filter(
    field => valueAt(body, ...field.split('.')) === undefined,
  );
}
