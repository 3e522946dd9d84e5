import { KubeObject, ObjectRef } from '../cluster/types';

/** The namespace that the control plane lives in, and the default one of Applications. */
export const CONTROL_NAMESPACE = 'argocd';

export const APPLICATION = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
} as const;
export const APP_PROJECT = {
  apiVersion: APPLICATION.apiVersion,
  kind: 'AppProject',
} as const;

/** Field managers as they appear in metadata.managedFields. */
export const CONTROLLER = 'argocd-application-controller';
export const API_SERVER = 'argocd';
export const APPLIER = 'argocd-controller';

export const TRACKING_ID = 'argocd.argoproj.io/tracking-id';
export const REFRESH = 'argocd.argoproj.io/refresh';
export const HYDRATE = 'argocd.argoproj.io/hydrate';
export const SKIP_RECONCILE = 'argocd.argoproj.io/skip-reconcile';
export const SYNC_WAVE = 'argocd.argoproj.io/sync-wave';
export const HOOK = 'argocd.argoproj.io/hook';
export const RESOURCES_FINALIZER = 'resources-finalizer.argocd.argoproj.io';

/** What an object is to Argo CD: the version does not count. */
export interface ResourceKey {
  group: string;
  kind: string;
  namespace: string;
  name: string;
}

export function groupVersion(apiVersion: string): {
  group: string;
  version: string;
} {
  const [first = '', second] = apiVersion.split('/');
  return second === undefined
    ? { group: '', version: first }
    : { group: first, version: second };
}

export function keyOf(object: KubeObject): ResourceKey {
  return {
    group: groupVersion(object.apiVersion).group,
    kind: object.kind,
    namespace: object.metadata.namespace ?? '',
    name: object.metadata.name,
  };
}

export function keyString(key: ResourceKey): string {
  return `${key.group}/${key.kind}/${key.namespace}/${key.name}`;
}

export function refOf(object: KubeObject): ObjectRef {
  const { name, namespace } = object.metadata;
  const { apiVersion, kind } = object;
  return namespace
    ? { apiVersion, kind, namespace, name }
    : { apiVersion, kind, name };
}

export function applicationRef(key: AppKey): ObjectRef {
  return { ...APPLICATION, namespace: key.namespace, name: key.name };
}

export interface AppKey {
  namespace: string;
  name: string;
}

/** `name` (in the control namespace) or `namespace/name`. */
export function parseAppKey(text: string): AppKey {
  const [first = '', second] = text.split('/');
  return second === undefined
    ? { namespace: CONTROL_NAMESPACE, name: first }
    : { namespace: first, name: second };
}

export function appKeyString({ namespace, name }: AppKey): string {
  return `${namespace}/${name}`;
}

/** The name under which an application marks what it manages. */
export function instanceName({ namespace, name }: AppKey): string {
  return namespace === CONTROL_NAMESPACE ? name : `${namespace}_${name}`;
}

export function appKeyOfInstance(instance: string): AppKey {
  const at = instance.indexOf('_');
  return at < 0
    ? { namespace: CONTROL_NAMESPACE, name: instance }
    : { namespace: instance.slice(0, at), name: instance.slice(at + 1) };
}

export function trackingId(instance: string, key: ResourceKey): string {
  return `${instance}:${key.group}/${key.kind}:${key.namespace}/${key.name}`;
}

/**
 * The instance that manages an object. Controllers copy annotations to what
 * they create, so an id that names another object does not count.
 */
export function managingInstance(object: KubeObject): string | undefined {
  const id = object.metadata.annotations?.[TRACKING_ID];
  const instance = id?.split(':', 1)[0];
  return instance && id === trackingId(instance, keyOf(object))
    ? instance
    : undefined;
}
