import {
  Application,
  Binding,
  EntityStatus,
  InstanceHealth,
} from '@backstage-gitops/plugin-gitops-common';
import { StoredApplication } from '../store/rows';

/** Finds the instance of an application. */
export type InstanceOf = (
  application: Pick<Application, 'engine' | 'instance'>,
) => InstanceHealth | undefined;

export function instanceIndex(instances: InstanceHealth[]): InstanceOf {
  const byKey = new Map(
    instances.map(instance => [
      `${instance.engine} ${instance.name}`,
      instance,
    ]),
  );
  return ({ engine, instance }) => byKey.get(`${engine} ${instance}`);
}

/** What is kept of an application, as it is answered. */
export function toApplication(
  { record, environment, changedAt }: StoredApplication,
  bindings: Binding[],
  instanceOf: InstanceOf,
): Application {
  const instance = instanceOf(record);
  return {
    ...record,
    environment,
    bindings,
    // While the first snapshot is written, the instance is not said to be seen yet.
    observedAt: instance?.lastSeenAt ?? changedAt,
    stale: instance?.state !== 'reachable',
  };
}

/** Of an application only what a list row needs. */
export function toStatus(
  application: Application,
): EntityStatus['applications'][number] {
  const { id, engine, instance, name, environment, sync, health } = application;
  const { operation, paused, drift, stale, observedAt } = application;
  return {
    id,
    engine,
    instance,
    name,
    environment,
    sync,
    health,
    operation,
    paused,
    drift,
    stale,
    observedAt,
  };
}
