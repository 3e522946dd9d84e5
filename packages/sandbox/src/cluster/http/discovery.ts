import { createHash } from 'node:crypto';
import { apiVersionOf, type ResourceType } from '../kinds';

const BUILT_IN_VERBS = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
];
const CUSTOM_VERBS = [
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'create',
  'update',
  'watch',
];
const SUBRESOURCE_VERBS = ['get', 'patch', 'update'];

function verbsOf(type: ResourceType): string[] {
  return type.schema ? CUSTOM_VERBS : BUILT_IN_VERBS;
}

function namesOf({ shortNames, categories }: ResourceType) {
  return {
    ...(shortNames.length > 0 ? { shortNames } : {}),
    ...(categories.length > 0 ? { categories } : {}),
  };
}

export function versionInfo() {
  return {
    major: '1',
    minor: '36',
    emulationMajor: '1',
    emulationMinor: '36',
    minCompatibilityMajor: '1',
    minCompatibilityMinor: '35',
    gitVersion: 'v1.36.2+sandbox',
    gitCommit: '',
    gitTreeState: 'clean',
    buildDate: '1970-01-01T00:00:00Z',
    goVersion: '',
    compiler: '',
    platform: 'linux/amd64',
  };
}

export function legacyVersions(serverAddress: string) {
  return {
    kind: 'APIVersions',
    versions: ['v1'],
    serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress }],
  };
}

function groupNames(kinds: readonly ResourceType[]): string[] {
  return [...new Set(kinds.map(kind => kind.group).filter(Boolean))];
}

function versionsOf(kinds: readonly ResourceType[], group: string): string[] {
  const ofGroup = kinds.filter(kind => kind.group === group);
  return [...new Set(ofGroup.map(kind => kind.version))];
}

function groupInfo(kinds: readonly ResourceType[], name: string) {
  const versions = versionsOf(kinds, name).map(version => ({
    groupVersion: apiVersionOf({ group: name, version }),
    version,
  }));
  return { name, versions, preferredVersion: versions[0] };
}

export function groupList(kinds: readonly ResourceType[]) {
  return {
    kind: 'APIGroupList',
    apiVersion: 'v1',
    groups: groupNames(kinds).map(name => groupInfo(kinds, name)),
  };
}

/** Undefined for a group that is not served. */
export function groupOf(kinds: readonly ResourceType[], name: string) {
  if (!groupNames(kinds).includes(name)) return undefined;
  return { kind: 'APIGroup', apiVersion: 'v1', ...groupInfo(kinds, name) };
}

function resources(type: ResourceType) {
  const { plural, singular, namespaced, kind } = type;
  const sub = { singularName: '', namespaced };
  return [
    {
      name: plural,
      singularName: singular,
      namespaced,
      kind,
      verbs: verbsOf(type),
      ...namesOf(type),
    },
    ...(type.scale
      ? [
          {
            name: `${plural}/scale`,
            ...sub,
            group: 'autoscaling',
            version: 'v1',
            kind: 'Scale',
            verbs: SUBRESOURCE_VERBS,
          },
        ]
      : []),
    ...(type.status
      ? [{ name: `${plural}/status`, ...sub, kind, verbs: SUBRESOURCE_VERBS }]
      : []),
  ];
}

/** Undefined for a version that is not served. */
export function resourceList(
  kinds: readonly ResourceType[],
  of: { group: string; version: string },
) {
  const types = kinds.filter(
    kind => kind.group === of.group && kind.version === of.version,
  );
  if (types.length === 0) return undefined;
  return {
    kind: 'APIResourceList',
    ...(of.group ? { apiVersion: 'v1' } : {}),
    groupVersion: apiVersionOf(of),
    resources: types.flatMap(resources),
  };
}

function aggregated(type: ResourceType) {
  const own = { group: type.schema ? type.group : '', version: '' };
  const responseKind = {
    ...own,
    ...(type.schema ? { version: type.version } : {}),
    kind: type.kind,
  };
  const subresources = [
    ...(type.scale
      ? [
          {
            subresource: 'scale',
            responseKind: {
              group: 'autoscaling',
              version: 'v1',
              kind: 'Scale',
            },
            verbs: SUBRESOURCE_VERBS,
          },
        ]
      : []),
    ...(type.status
      ? [{ subresource: 'status', responseKind, verbs: SUBRESOURCE_VERBS }]
      : []),
  ];
  return {
    resource: type.plural,
    responseKind,
    scope: type.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: type.singular,
    verbs: verbsOf(type),
    ...namesOf(type),
    ...(subresources.length > 0 ? { subresources } : {}),
  };
}

/** `/api` or `/apis` in the aggregated form, with the ETag that is its digest. */
export function aggregatedDiscovery(
  kinds: readonly ResourceType[],
  core: boolean,
) {
  const groups = core ? [''] : groupNames(kinds);
  const body = {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items: groups.map(name => ({
      metadata: name ? { name } : {},
      versions: versionsOf(kinds, name).map(version => ({
        version,
        resources: kinds
          .filter(kind => kind.group === name && kind.version === version)
          .map(aggregated),
        freshness: 'Current',
      })),
    })),
  };
  const digest = createHash('sha512').update(JSON.stringify(body));
  return { body, etag: `"${digest.digest('hex').toUpperCase()}"` };
}
