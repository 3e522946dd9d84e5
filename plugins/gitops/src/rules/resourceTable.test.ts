import { ManagedResource } from '@backstage-gitops/plugin-gitops-common';
import { Column, resourceRows, stateCounts } from './resourceTable';

const deployment: ManagedResource = {
  group: 'apps',
  kind: 'Deployment',
  namespace: 'checkout',
  name: 'web',
  sync: 'Synced',
  health: 'Progressing',
  images: ['registry.example.com/web:1.4.2'],
  createdAt: '2030-01-02T00:00:00.000Z',
};
const role: ManagedResource = {
  group: 'rbac.authorization.k8s.io',
  kind: 'ClusterRole',
  name: 'reader',
  sync: 'OutOfSync',
};
const pod10: ManagedResource = {
  group: '',
  kind: 'Pod',
  namespace: 'checkout',
  name: 'web-10',
  health: 'Degraded',
  message: 'CrashLoopBackOff',
  createdAt: '2030-01-01T00:00:00.000Z',
};
const pod9: ManagedResource = { ...pod10, name: 'web-9', health: 'Healthy' };
const all = [pod9, deployment, role, pod10];
const everything = { text: '' };

const sorted = (column: Column, descending = false) =>
  resourceRows(all, { text: '', sort: { column, descending } });

describe('resourceRows', () => {
  it('begins with the worst', () => {
    expect(resourceRows(all, everything)).toEqual([
      pod10,
      role,
      deployment,
      pod9,
    ]);
  });

  it.each([
    ['WEB checkout', [pod10, deployment, pod9]],
    ['deployment', [deployment]],
    ['1.4.2', [deployment]],
    ['crashloop -10', [pod10]],
    ['nothing of this', []],
  ])('finds %p', (text, expected) => {
    expect(resourceRows(all, { text })).toEqual(expected);
  });

  it('keeps what is said to be so', () => {
    expect(resourceRows(all, { text: '', state: 'Differs' })).toEqual([role]);
    expect(resourceRows(all, { text: '', state: 'Healthy' })).toEqual([pod9]);
  });

  it('sorts, with numbers as numbers', () => {
    expect(sorted('name')).toEqual([role, deployment, pod9, pod10]);
    expect(sorted('name', true)).toEqual([pod10, pod9, deployment, role]);
    expect(sorted('health')).toEqual([pod10, deployment, pod9, role]);
  });

  it('has the youngest first, and what has no age last either way', () => {
    expect(sorted('age')).toEqual([deployment, pod10, pod9, role]);
    expect(sorted('age', true)).toEqual([pod10, pod9, deployment, role]);
  });
});

describe('stateCounts', () => {
  it('counts what is said, the worst first', () => {
    expect(stateCounts(all)).toEqual([
      { word: 'Degraded', count: 1 },
      { word: 'Differs', count: 1 },
      { word: 'Progressing', count: 1 },
      { word: 'Synced', count: 1 },
      { word: 'Healthy', count: 1 },
    ]);
  });
});
