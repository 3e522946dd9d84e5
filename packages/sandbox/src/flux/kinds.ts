import { HELM_CHART, HELM_RELEASE, HELM_REPOSITORY } from './helm/resources';
import { GIT_REPOSITORY, KUSTOMIZATION } from './resources';

/** The kinds that have a controller here. */
export const CONTROLLED = [
  GIT_REPOSITORY,
  HELM_REPOSITORY,
  HELM_CHART,
  KUSTOMIZATION,
  HELM_RELEASE,
] as const;

/** One of those kinds; undefined for any other. */
export function controlledType(object: { kind: string; apiVersion?: string }) {
  return CONTROLLED.find(
    ({ apiVersion, kind }) =>
      object.kind === kind && (object.apiVersion ?? apiVersion) === apiVersion,
  );
}
