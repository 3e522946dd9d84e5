import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

export type ArgocdCredentials =
  | { type: 'token'; token: string }
  | { type: 'password'; username: string; password: string }
  | { type: 'none' };

/** An Argo CD that is reached through its own API. */
export interface ArgocdInstanceOptions {
  name: string;
  /** Without a slash at the end; http or https. */
  url: string;
  /** What people open; without a slash at the end. */
  frontendUrl: string;
  credentials: ArgocdCredentials;
}

/** An Argo CD whose Application objects are read from its cluster. */
export interface ArgocdClusterOptions {
  name: string;
  /** As the `kubernetes` configuration names it. */
  cluster: string;
  /** Only the Applications in this namespace; else those of all. */
  namespace?: string;
  /** What people open, where configured; without a slash at the end. */
  frontendUrl?: string;
}

function readUrl(config: Config, key: string): string | undefined {
  const text = config.getOptionalString(key);
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  if (!url || !isWeb || url.username || url.password) {
    throw new InputError(
      `The ${key} of an Argo CD instance must be an http or https URL without credentials`,
    );
  }
  return url.href.replace(/\/+$/, '');
}

function readCredentials(config: Config, shared?: Config): ArgocdCredentials {
  const token = config.getOptionalString('token');
  if (token) return { type: 'token', token };
  const username =
    config.getOptionalString('username') ??
    shared?.getOptionalString('username');
  const password =
    config.getOptionalString('password') ??
    shared?.getOptionalString('password');
  return username && password
    ? { type: 'password', username, password }
    : { type: 'none' };
}

function readClusterInstance(config: Config): ArgocdClusterOptions {
  const name = config.getString('name');
  const unused = ['token', 'username', 'password'].find(key => config.has(key));
  if (unused) {
    throw new InputError(
      `The Argo CD instance "${name}" is read through a cluster, whose credentials are in the kubernetes configuration; take its ${unused} away, or its cluster`,
    );
  }
  return {
    name,
    cluster: config.getString('cluster'),
    namespace: config.getOptionalString('namespace'),
    frontendUrl: readUrl(config, 'frontendUrl') ?? readUrl(config, 'url'),
  };
}

function readInstance(config: Config, shared?: Config): ArgocdInstanceOptions {
  const url = readUrl(config, 'url');
  if (!url) {
    throw new InputError('An Argo CD instance needs a url or a cluster');
  }
  return {
    name: config.getString('name'),
    url,
    frontendUrl: readUrl(config, 'frontendUrl') ?? url,
    credentials: readCredentials(config, shared),
  };
}

/**
 * The instances of `gitops.argocd.instances`, then those that the earlier
 * plugins' `argocd.appLocatorMethods` name and ours do not.
 * @throws InputError for a URL that is none, credentials that are of no use, or a
 * name used twice in one list
 */
export function readArgocdInstances(
  config: Config,
): Array<ArgocdInstanceOptions | ArgocdClusterOptions> {
  const ours = config.getOptionalConfigArray('gitops.argocd.instances') ?? [];
  const shared = config.getOptionalConfig('argocd');
  const theirs = (shared?.getOptionalConfigArray('appLocatorMethods') ?? [])
    .filter(method => method.getOptionalString('type') === 'config')
    .flatMap(method => method.getOptionalConfigArray('instances') ?? []);
  const instances = new Map<
    string,
    ArgocdInstanceOptions | ArgocdClusterOptions
  >();
  const readOurs = (each: Config) =>
    each.has('cluster') ? readClusterInstance(each) : readInstance(each);
  for (const instance of ours.map(readOurs)) {
    if (instances.has(instance.name)) {
      throw new InputError(
        `gitops.argocd.instances has "${instance.name}" twice`,
      );
    }
    instances.set(instance.name, instance);
  }
  for (const instance of theirs.map(each => readInstance(each, shared))) {
    if (!instances.has(instance.name)) instances.set(instance.name, instance);
  }
  return [...instances.values()];
}
