import { Application } from './application';
import { ArgoContext } from './context';
import {
  AppKey,
  APPLIER,
  applicationRef,
  CONTROLLER,
  instanceName,
  RESOURCES_FINALIZER,
} from './names';

/** Whether an application is being deleted and its resources are to go with it. */
export function cascades({ metadata }: Application): boolean {
  return (
    metadata.deletionTimestamp !== undefined &&
    metadata.finalizers?.includes(RESOURCES_FINALIZER) === true
  );
}

/** Deletes what the application manages, then lets the application go. */
export function deleteCascading(
  context: ArgoContext,
  key: AppKey,
  app: Application,
  at: Date,
): void {
  const cluster = context.destination(app.spec.destination);
  if (cluster) {
    for (const ref of context.tracking(cluster).refsOf(instanceName(key))) {
      if (cluster.get(ref)) {
        cluster.delete(ref, { manager: APPLIER, at });
      }
    }
  }
  context.home.edit(
    applicationRef(key),
    ({ metadata }) => {
      metadata.finalizers = (metadata.finalizers ?? []).filter(
        finalizer => finalizer !== RESOURCES_FINALIZER,
      );
    },
    { manager: CONTROLLER, at },
  );
}
