import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { readFluxClusters } from './config';

const read = (flux?: JsonObject) =>
  readFluxClusters(new ConfigReader(flux ? { gitops: { flux } } : {}));

describe('readFluxClusters', () => {
  it('reads all, some or none', () => {
    expect(read({ clusters: 'all' })).toBe('all');
    expect(read({ clusters: ['edge', 'edge', 'staging'] })).toEqual([
      'edge',
      'staging',
    ]);
    expect(read()).toEqual([]);
  });

  it('refuses something else', () => {
    expect(() => read({ clusters: 'some' })).toThrow('must be "all" or a list');
  });
});
