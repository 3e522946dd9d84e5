import { Entity } from '@backstage/catalog-model';

let count = 0;

/** A component of its own for each test: what one test loaded another must not see. */
export function anEntity(): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: `checkout-${++count}`, namespace: 'default' },
    spec: { type: 'service', lifecycle: 'production', owner: 'team-shop' },
  };
}
