import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

export type ArgocdCredentials =
  | { type: 'token'; token: string }
  | { type: 'password'; username: string; password: string }
  | { type: 'none' };

export interface ArgocdInstanceOptions {
  name: string;
  /** Without a slash at the end; http or https. */
  url: string;
  /** What people open; without a slash at the end. */
  frontendUrl: string;
  credentials: ArgocdCredentials;
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

function readInstance(config: Config, shared?: Config): ArgocdInstanceOptions {
  const url = readUrl(config, 'url');
  if (!url) throw new InputError('An Argo CD instance needs a url');
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
 * @throws InputError for a URL that is none, or a name used twice in one list
 */
export function readArgocdInstances(config: Config): ArgocdInstanceOptions[] {
  const ours = config.getOptionalConfigArray('gitops.argocd.instances') ?? [];
  const shared = config.getOptionalConfig('argocd');
  const theirs = (shared?.getOptionalConfigArray('appLocatorMethods') ?? [])
    .filter(method => method.getOptionalString('type') === 'config')
    .flatMap(method => method.getOptionalConfigArray('instances') ?? []);
  const instances = new Map<string, ArgocdInstanceOptions>();
  for (const instance of ours.map(each => readInstance(each))) {
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
