import { stringify } from 'yaml';
import { Files, initialState, serviceFiles, ServiceState } from './manifests';
import { releasesUpTo } from './versions';
import { Service } from './services';

/** Everything that one repository says at one commit. */
export interface RepositoryState {
  services: Record<string, ServiceState>;
  /** Files that no service is rendered from, and the clusters' manifests. */
  files: Files;
}

/** Releases of a service from the first in its history to the newest. */
export const RELEASES = 14;

export function releasesOf(service: Service): string[] {
  return releasesUpTo(service.version, RELEASES);
}

export function firstState(
  services: readonly Service[],
  files: Files,
): RepositoryState {
  return {
    services: Object.fromEntries(
      services.map(each => [
        each.name,
        initialState(each, releasesOf(each)[0]),
      ]),
    ),
    files,
  };
}

export function filesOf(
  services: readonly Service[],
  state: RepositoryState,
): Files {
  return Object.assign(
    {},
    state.files,
    ...services.map(each => serviceFiles(each, state.services[each.name])),
  );
}

/** What a commit has to write: changed and new files, null for removed ones. */
export function changedFiles(
  before: Files,
  after: Files,
): Record<string, string | null> {
  const changes: Record<string, string | null> = {};
  for (const [path, content] of Object.entries(after)) {
    if (before[path] !== content) {
      changes[path] = content;
    }
  }
  for (const path of Object.keys(before)) {
    if (!(path in after)) {
      changes[path] = null;
    }
  }
  return changes;
}

/** A strategic merge patch for the Deployment of a service. */
export function deploymentPatch(service: Service, spec: unknown): string {
  return stringify({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: service.name },
    spec,
  });
}
