import { isDeepStrictEqual } from 'node:util';
import { Cluster, ObjectRef } from '../cluster/types';
import { findCondition } from './conditions';
import {
  GIT_REPOSITORY,
  gitRepository,
  Kustomization,
  kustomization,
  KUSTOMIZATION,
} from './resources';

/** The artifact that a Kustomization is to apply. */
export interface Source {
  url: string;
  /** `main@sha1:…` */
  revision: string;
  sha: string;
}

function sourceKey({
  metadata,
  spec,
}: Pick<Kustomization, 'metadata' | 'spec'>) {
  const { kind, name, namespace = metadata.namespace } = spec.sourceRef;
  return { kind, name, namespace };
}

/** The GitRepository that a Kustomization names. */
export function gitRepositoryOf(object: Kustomization): ObjectRef | undefined {
  const { kind, ...key } = sourceKey(object);
  return kind === GIT_REPOSITORY.kind
    ? { ...GIT_REPOSITORY, ...key }
    : undefined;
}

/** Throws with kustomize-controller's words where there is nothing to apply yet. */
export function sourceOf(cluster: Cluster, object: Kustomization): Source {
  const { kind, namespace, name } = sourceKey(object);
  if (kind !== GIT_REPOSITORY.kind) {
    throw new Error(
      `source \`${namespace}/${name}\` kind '${kind}' not supported`,
    );
  }
  const found = cluster.get({ ...GIT_REPOSITORY, namespace, name });
  if (!found) {
    throw new Error(`${kind}.source.toolkit.fluxcd.io "${name}" not found`);
  }
  const { spec, status } = gitRepository.parse(found);
  if (!status.artifact) {
    throw new Error('Source artifact not found, retrying in 30s');
  }
  const { revision } = status.artifact;
  return { url: spec.url, revision, sha: revision.replace(/^.*:/, '') };
}

/** Throws with kustomize-controller's words at the first dependency that is not ready. */
export function assertDependencies(
  cluster: Cluster,
  object: Kustomization,
  source: Source,
): void {
  for (const dependency of object.spec.dependsOn ?? []) {
    const { namespace = object.metadata.namespace, name } = dependency;
    const who = `dependency '${namespace}/${name}'`;
    const found = cluster.get({ ...KUSTOMIZATION, namespace, name });
    if (!found) {
      throw new Error(
        `${who} not found: kustomizations.kustomize.toolkit.fluxcd.io "${name}" not found`,
      );
    }
    const other = kustomization.parse(found);
    const { conditions, observedGeneration, lastAppliedRevision } =
      other.status;
    if (
      observedGeneration !== other.metadata.generation ||
      findCondition(conditions, 'Ready')?.status !== 'True'
    ) {
      throw new Error(`${who} is not ready`);
    }
    const isSame = isDeepStrictEqual(sourceKey(other), sourceKey(object));
    if (isSame && lastAppliedRevision !== source.revision) {
      throw new Error(`${who} revision is not up to date`);
    }
  }
}
