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

  it.each([
    ['web', 'v1'],
    ['fx_web_apps/../../api_Secret', 'v1'],
    ['fx_web_.._Deployment', 'v1'],
    ['.._web_apps_Deployment', 'v1'],
    ['fx_.._apps_Deployment', 'v1'],
    ['fx_web_apps_Deployment', '..'],
    ['fx_web_apps_Deployment', 'v1/../../api/v1'],
    ['fx_web_apps_Deployment', ''],
  ])('leaves out what is none: %s %s', (id, v) => {
    expect(parseInventoryEntry({ id, v })).toBeUndefined();
  });
});
