import {
  CollectionEvent,
  Observation,
  ObservedApplication,
} from '@backstage-gitops/plugin-gitops-node';

/** An application as last seen, and the namespace of the Argo CD that has it, once it says so. */
export interface Look {
  observed: ObservedApplication;
  controllerNamespace: string | undefined;
}

export function looksIn(event: CollectionEvent<Look>): Look[] {
  if (event.type === 'listed') return event.items;
  return event.type === 'upserted' ? [event.item] : [];
}

export function toObservation(event: CollectionEvent<Look>): Observation {
  switch (event.type) {
    case 'listed':
      return {
        type: 'snapshot',
        applications: event.items.map(({ observed }) => observed),
      };
    case 'upserted':
      return { type: 'changed', application: event.item.observed };
    case 'deleted': {
      const { kind, namespace, name } = event.item.observed;
      return { type: 'removed', key: { kind, namespace, name } };
    }
    default:
      return event;
  }
}
