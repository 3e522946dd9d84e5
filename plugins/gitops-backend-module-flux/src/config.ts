import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** @throws InputError when `gitops.flux.clusters` is neither `all` nor a list of names */
export function readFluxClusters(config: Config): 'all' | string[] {
  const key = 'gitops.flux.clusters';
  const value: unknown = config.getOptional(key);
  if (value === undefined || value === 'all') return value ?? [];
  if (!Array.isArray(value)) {
    throw new InputError(`${key} must be "all" or a list of cluster names`);
  }
  return [...new Set(config.getStringArray(key))];
}
