import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { JsonObject } from '@backstage/types';
import { readSettings } from './settings';

const integrations = {
  gitea: [{ host: 'git.example.com', baseUrl: 'https://git.example.com/' }],
  gitlab: [
    {
      host: 'gitlab.example.com',
      baseUrl: 'https://gitlab.example.com/at',
      apiBaseUrl: 'https://gitlab.example.com/at/api/v4',
      token: 't',
    },
  ],
};

const scaffolder = {
  repository: { host: 'git.example.com', owner: 'shop' },
  platform: { repoUrl: 'git.example.com?owner=platform&repo=fleet' },
  argocd: {
    path: './argocd/',
    destinations: { staging: { name: 'staging' }, edge: { name: 'edge' } },
  },
};

function read(
  scaffolderConfig?: JsonObject,
  environments = ['staging', 'production', 'edge'],
) {
  const config = new ConfigReader({
    integrations,
    gitops: {
      environments: environments.map(name => ({ name })),
      ...(scaffolderConfig && { scaffolder: scaffolderConfig }),
    },
  });
  return readSettings(config, ScmIntegrations.fromConfig(config));
}

describe('readSettings', () => {
  it('has none without configuration', () => {
    expect(read()).toBeUndefined();
  });

  it('fills in what is not said, and takes the environments that have a place', () => {
    expect(read(scaffolder)).toEqual({
      repository: { ...scaffolder.repository, visibility: 'private' },
      platform: { ...scaffolder.platform, branch: 'main' },
      argocd: {
        ...scaffolder.argocd,
        path: 'argocd',
        project: 'default',
        namespace: 'argocd',
      },
      hostKind: 'gitea',
      baseUrl: 'https://git.example.com',
      environments: [
        { name: 'staging', destination: { name: 'staging' } },
        { name: 'edge', destination: { name: 'edge' } },
      ],
      shareCluster: false,
    });
  });

  it('offers what every engine has a place for, in promotion order', () => {
    const flux = {
      paths: { production: 'clusters/production', staging: 'clusters/staging' },
    };
    const settings = read({ ...scaffolder, flux });
    expect(settings?.environments).toEqual([
      {
        name: 'staging',
        destination: { name: 'staging' },
        path: 'clusters/staging',
      },
    ]);
    const { argocd, ...withoutArgocd } = scaffolder;
    expect(argocd).toBeDefined();
    expect(
      read({ ...withoutArgocd, flux })?.environments.map(({ name }) => name),
    ).toEqual(['staging', 'production']);
  });

  it('knows the address of GitLab', () => {
    const repository = { host: 'gitlab.example.com', owner: 'shop/teams' };
    expect(read({ ...scaffolder, repository })).toMatchObject({
      hostKind: 'gitlab',
      baseUrl: 'https://gitlab.example.com/at',
    });
  });

  it('sees that environments share a cluster', () => {
    const destinations = { staging: { name: 'one' }, edge: { name: 'one' } };
    const argocd = { ...scaffolder.argocd, destinations };
    expect(read({ ...scaffolder, argocd })?.shareCluster).toBe(true);
  });

  it.each([
    [{ ...scaffolder, repository: { host: 'git.example.com' } }, 'owner'],
    [{ ...scaffolder, platfrom: {} }, 'platfrom'],
    [
      { ...scaffolder, repository: { host: 'x.example.com', owner: 'a' } },
      'no Gitea, GitHub or GitLab "x.example.com" in integrations',
    ],
    [
      { ...scaffolder, platform: { repoUrl: 'x.example.com?owner=a&repo=b' } },
      'No matching integration configuration for host x.example.com',
    ],
    [{ ...scaffolder, argocd: undefined }, 'argocd or flux'],
    [
      { ...scaffolder, argocd: { path: '../x', destinations: {} } },
      'argocd.path',
    ],
    [
      {
        ...scaffolder,
        argocd: { path: 'x', destinations: { staging: {} } },
      },
      'either name or server',
    ],
    [
      {
        ...scaffolder,
        argocd: { path: 'x', destinations: { moon: { name: 'moon' } } },
      },
      'has a place',
    ],
  ])('refuses %j', (wrong, words) => {
    expect(() => read(wrong)).toThrow(words);
  });

  it('refuses an address with credentials, which would stand in every repository', () => {
    const host = 'git.example.com';
    const config = new ConfigReader({
      integrations: {
        gitea: [{ host, baseUrl: `https://robin:canary@${host}` }],
      },
      gitops: { environments: [{ name: 'staging' }], scaffolder },
    });
    const reading = () =>
      readSettings(config, ScmIntegrations.fromConfig(config));
    expect(reading).toThrow(
      'integrations: the baseUrl of git.example.com holds credentials',
    );
    expect(reading).not.toThrow('canary');
  });

  it('refuses environments that have no names', () => {
    const config = new ConfigReader({
      integrations,
      gitops: { environments: [{ title: 'Staging' }], scaffolder },
    });
    expect(() =>
      readSettings(config, ScmIntegrations.fromConfig(config)),
    ).toThrow(/^gitops.environments is not right: (?!\[)/);
  });

  it('refuses an environment that cannot be part of a name', () => {
    const destinations = { 'Production EU': { name: 'eu' } };
    const argocd = { ...scaffolder.argocd, destinations };
    expect(() => read({ ...scaffolder, argocd }, ['Production EU'])).toThrow(
      '"Production EU" names directories and objects',
    );
  });
});
