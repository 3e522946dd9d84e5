import { Cluster, KubeObject, WriteOptions } from '../cluster/types';
import { FINALIZER, refOf } from './resources';

/** Adds Flux's finalizer where it is missing, as its controllers do first of all. */
export function ensureFinalizer(
  cluster: Cluster,
  object: KubeObject,
  options: WriteOptions,
): void {
  if (!object.metadata.finalizers?.includes(FINALIZER)) {
    cluster.edit(
      refOf(object),
      ({ metadata }) => {
        metadata.finalizers = [...(metadata.finalizers ?? []), FINALIZER];
      },
      options,
    );
  }
}

/** Lets the API server delete the object. */
export function dropFinalizer(
  cluster: Cluster,
  object: KubeObject,
  options: WriteOptions,
): void {
  if (object.metadata.finalizers?.includes(FINALIZER)) {
    cluster.edit(
      refOf(object),
      ({ metadata }) => {
        metadata.finalizers = metadata.finalizers?.filter(
          name => name !== FINALIZER,
        );
      },
      options,
    );
  }
}
