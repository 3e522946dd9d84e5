import { inApplyOrder, inventoryEntry, inventoryRef } from './inventory';
import { refOf } from './resources';

const object = (apiVersion: string, kind: string, name: string) => ({
  apiVersion,
  kind,
  metadata: { name, namespace: 'shop' },
});

describe('the inventory', () => {
  it.each([
    object('v1', 'ConfigMap', 'a'),
    object('apps/v1', 'Deployment', 'web.v2'),
    object('rbac.authorization.k8s.io/v1', 'Role', 'system:reader:web'),
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
  ])('names an object so that it is found again: $kind $metadata.name', one => {
    expect(inventoryRef(inventoryEntry(one))).toEqual(refOf(one));
  });

  it('is applied with what others need first, and webhooks last', () => {
    const kinds = [
      'ValidatingWebhookConfiguration',
      'Ingress',
      'Deployment',
      'ConfigMap',
      'Namespace',
    ];
    const ordered = inApplyOrder(kinds.map(kind => object('v1', kind, 'a')));
    expect(ordered.map(({ kind }) => kind)).toEqual([
      'Namespace',
      'ConfigMap',
      'Deployment',
      'Ingress',
      'ValidatingWebhookConfiguration',
    ]);
  });
});
