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
