import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { readArgocdInstances } from './config';

const read = (config: JsonObject) =>
  readArgocdInstances(new ConfigReader(config));

describe('readArgocdInstances', () => {
  it('reads ours, then those of the earlier plugins', () => {
    expect(
      read({
        gitops: {
          argocd: {
            instances: [
              { name: 'main', url: 'https://argocd.example.com/', token: 't' },
            ],
          },
        },
        argocd: {
          username: 'reader',
          password: 'secret',
          appLocatorMethods: [
            {
              type: 'config',
              instances: [
                { name: 'main', url: 'https://other.example.com' },
                {
                  name: 'edge',
                  url: 'http://edge.example.com/argocd',
                  frontendUrl: 'https://edge.example.com',
                },
              ],
            },
            { type: 'other' },
          ],
        },
      }),
    ).toEqual([
      {
        name: 'main',
        url: 'https://argocd.example.com',
        frontendUrl: 'https://argocd.example.com',
        credentials: { type: 'token', token: 't' },
      },
      {
        name: 'edge',
        url: 'http://edge.example.com/argocd',
        frontendUrl: 'https://edge.example.com',
        credentials: {
          type: 'password',
          username: 'reader',
          password: 'secret',
        },
      },
    ]);
  });

  it('reads an instance that is read through a cluster', () => {
    const instances = [
      { name: 'edge', cluster: 'edge-1' },
      {
        name: 'far',
        cluster: 'far-1',
        namespace: 'argocd',
        url: 'https://argocd.far.example.com/',
      },
    ];
    expect(read({ gitops: { argocd: { instances } } })).toEqual([
      { name: 'edge', cluster: 'edge-1' },
      {
        name: 'far',
        cluster: 'far-1',
        namespace: 'argocd',
        frontendUrl: 'https://argocd.far.example.com',
      },
    ]);
  });

  it('refuses credentials that a cluster has no use for', () => {
    const instances = [{ name: 'edge', cluster: 'edge-1', token: 'canary' }];
    const attempt = () => read({ gitops: { argocd: { instances } } });
    expect(attempt).toThrow('take its token away, or its cluster');
    expect(attempt).not.toThrow('canary');
  });

  it('refuses an instance with neither url nor cluster', () => {
    const instances = [{ name: 'main' }];
    expect(() => read({ gitops: { argocd: { instances } } })).toThrow(
      'An Argo CD instance needs a url or a cluster',
    );
  });

  it('has no instances without configuration', () => {
    expect(read({})).toEqual([]);
  });

  it.each(['ftp://x.example.com', 'argocd', 'https://me:pw@x.example.com'])(
    'refuses the URL %s',
    url => {
      const instances = [{ name: 'main', url }];
      expect(() => read({ gitops: { argocd: { instances } } })).toThrow(
        'http or https URL without credentials',
      );
    },
  );

  it('refuses a name used twice', () => {
    const instance = { name: 'main', url: 'https://argocd.example.com' };
    expect(() =>
      read({ gitops: { argocd: { instances: [instance, instance] } } }),
    ).toThrow('"main" twice');
  });
});
