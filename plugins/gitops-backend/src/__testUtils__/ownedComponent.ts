import { Entity } from '@backstage/catalog-model';

export const TEAM = 'group:default/team-checkout';

export const team: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'team-checkout' },
};

/** A component of the team, that claims the applications of that name. */
export function ownedComponent(name: string, appName?: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      annotations: appName === undefined ? {} : { 'example/app-name': appName },
    },
    relations: [{ type: 'ownedBy', targetRef: TEAM }],
  };
}
