import { createHash } from 'node:crypto';
import { stringify } from 'yaml';
import { KubeObject } from '../../cluster/types';

/** What a chart is rendered for. */
export interface ReleaseName {
  namespace: string;
  name: string;
}

/**
 * One version of a chart. There is no Helm here: a chart is a function, and a
 * HelmRepository offers those that name its URL.
 */
export interface Chart {
  /** URL of the HelmRepository. */
  repository: string;
  name: string;
  version: string;
  appVersion: string;
  template(release: ReleaseName, values: Record<string, unknown>): KubeObject[];
}

export function sha256(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

/** As helm-controller tells values apart: by the digest of their YAML, sorted. */
export function digestOfValues(values: Record<string, unknown>): string {
  return sha256(
    Object.keys(values).length
      ? stringify(values, { sortMapEntries: true })
      : '',
  );
}

/** `web-1.4.0.tgz` */
export function archiveOf({ name, version }: Chart): string {
  return `${name}-${version}.tgz`;
}
