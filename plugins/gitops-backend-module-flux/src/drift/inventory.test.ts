import { inventoryId, parseInventoryEntry } from './inventory';

describe('inventory entries', () => {
  it.each([
    ['fx_web_apps_Deployment', 'fx', 'web', 'apps', 'Deployment'],
    ['fx_web__Service', 'fx', 'web', '', 'Service'],
    ['_fx__Namespace', undefined, 'fx', '', 'Namespace'],
    [
      '_system__reader_rbac.authorization.k8s.io_ClusterRole',
      undefined,
      'system:reader',
      'rbac.authorization.k8s.io',
      'ClusterRole',
    ],
  ])('%s is read and written', (id, namespace, name, group, kind) => {
    const item = parseInventoryEntry({ id, v: 'v1' });
    expect(item).toEqual({ id, version: 'v1', namespace, name, group, kind });
    expect(item && inventoryId(item)).toBe(id);
  });

  it('leaves out what is none', () => {
    expect(parseInventoryEntry({ id: 'web', v: 'v1' })).toBeUndefined();
  });
});
