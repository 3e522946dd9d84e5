import { TeamName } from './people';

export type Engine = 'argocd' | 'flux';
export type ClusterName = 'staging' | 'production' | 'edge';

export const clusterNames: readonly ClusterName[] = [
  'staging',
  'production',
  'edge',
];

export const PLATFORM_REPOSITORY = 'platform/deployments';
export const PAYMENTS_REPOSITORY = 'payments/payments-config';
/** Where services are declared that teams bring along in repositories of their own. */
export const FLEET_REPOSITORY = 'platform/fleet';
/** What the engines' own objects for it are called. */
export const FLEET = 'fleet';
/** Clusters whose Flux watches it. */
export const FLEET_CLUSTERS: readonly ClusterName[] = ['staging', 'production'];
/** Where those teams keep their repositories; it has none at the start. */
export const SHOP_ORGANISATION = 'shop';

/** One service of the fictional company and where it is deployed. */
export interface Service {
  name: string;
  engine: Engine;
  team: TeamName;
  repository: string;
  /** Folder that holds `base` and `overlays`; empty for the repository's root. */
  directory: string;
  clusters: readonly ClusterName[];
  /** The newest version that the pipeline has built. */
  version: readonly [number, number, number];
  port: number;
  memoryMi: number;
  replicas: Partial<Record<ClusterName, number>>;
  hasSecret: boolean;
  /** Whether its applications say which catalog entity they belong to. */
  namesItsEntity: boolean;
  /** Clusters in which Argo CD waits for a person to sync. */
  manualIn: readonly ClusterName[];
  /** Clusters in which a sync window lets nobody sync, Argo CD itself included. */
  frozenIn: readonly ClusterName[];
}

function define(
  name: string,
  engine: Engine,
  team: TeamName,
  rest: Partial<Service> & Pick<Service, 'version' | 'port'>,
): Service {
  return {
    name,
    engine,
    team,
    repository: PLATFORM_REPOSITORY,
    directory: `apps/${name}`,
    clusters: ['staging', 'production'],
    memoryMi: 256,
    replicas: { staging: 1, production: 2 },
    hasSecret: false,
    namesItsEntity: false,
    manualIn: [],
    frozenIn: [],
    ...rest,
  };
}

export const services: readonly Service[] = [
  define('checkout', 'argocd', 'team-shop', {
    version: [1, 4, 2],
    port: 8080,
    replicas: { staging: 1, production: 3 },
    hasSecret: true,
    namesItsEntity: true,
    manualIn: ['production'],
  }),
  define('payments', 'argocd', 'team-payments', {
    version: [3, 11, 0],
    port: 8443,
    repository: PAYMENTS_REPOSITORY,
    directory: '',
    memoryMi: 512,
    hasSecret: true,
    namesItsEntity: true,
    manualIn: ['production'],
  }),
  define('search', 'argocd', 'team-search', {
    version: [2, 8, 3],
    port: 9200,
    memoryMi: 1024,
  }),
  define('storefront-web', 'argocd', 'team-shop', {
    version: [5, 2, 0],
    port: 3000,
    namesItsEntity: true,
    frozenIn: ['production'],
  }),
  define('inventory', 'argocd', 'team-platform', {
    version: [0, 19, 4],
    port: 8080,
  }),
  define('catalog-api', 'flux', 'team-shop', {
    version: [1, 22, 1],
    port: 8080,
    namesItsEntity: true,
  }),
  define('notifier', 'flux', 'team-platform', {
    version: [0, 7, 6],
    port: 8025,
    hasSecret: true,
    namesItsEntity: true,
  }),
  define('recommendations', 'flux', 'team-search', {
    version: [4, 0, 2],
    port: 8080,
    memoryMi: 768,
    namesItsEntity: true,
  }),
  define('image-resizer', 'flux', 'team-shop', {
    version: [1, 1, 5],
    port: 8080,
    namesItsEntity: true,
  }),
  define('edge-cache', 'flux', 'team-platform', {
    version: [2, 3, 0],
    port: 6081,
    clusters: ['edge'],
    replicas: { edge: 2 },
  }),
];

export function serviceNamed(name: string): Service {
  const found = services.find(candidate => candidate.name === name);
  if (!found) {
    throw new Error(`There is no service '${name}'`);
  }
  return found;
}

/** What an engine runs of a service in one cluster. */
export interface Placed {
  /** Name of the engine's object. */
  application: string;
  service: Pick<Service, 'name' | 'team' | 'engine'>;
  cluster: ClusterName;
}

/** One application: a service in one cluster, by an Application or a Kustomization. */
export interface Deployment extends Placed {
  service: Service;
  /** Folder of the repository that it is rendered from. */
  path: string;
}

export function overlayPath(service: Service, cluster: ClusterName): string {
  return [service.directory, 'overlays', cluster].filter(Boolean).join('/');
}

/**
 * Argo CD keeps all its Applications side by side, so their names carry the
 * cluster; each Flux lives in its own cluster and needs none.
 */
export const deployments: readonly Deployment[] = services.flatMap(each =>
  each.clusters.map(cluster => ({
    application:
      each.engine === 'argocd' ? `${each.name}-${cluster}` : each.name,
    service: each,
    cluster,
    path: overlayPath(each, cluster),
  })),
);
