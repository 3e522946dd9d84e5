import { WebValues } from './charts';
import { ClusterName, Placed } from './services';
import { TeamName } from './people';

/** A service that Flux installs from the chart `web`, in one cluster. */
export interface Release extends Placed {
  /** Of the chart, in its first commit. */
  chartVersion: string;
  /** What it is given, in its first commit. */
  values: WebValues;
  /** Whether Flux looks for drift, and tells of it. */
  warnsOfDrift: boolean;
}

function define(
  name: string,
  team: TeamName,
  cluster: ClusterName,
  rest: {
    tag: string;
    chartVersion: string;
    replicas?: number;
    warnsOfDrift?: boolean;
  },
): Release {
  const { tag, chartVersion, replicas = 1, warnsOfDrift = false } = rest;
  const repository = `registry.example.com/${name}`;
  return {
    application: name,
    service: { name, team, engine: 'flux' },
    cluster,
    chartVersion,
    values: { image: { repository, tag }, replicas, port: 8080 },
    warnsOfDrift,
  };
}

export const releases: readonly Release[] = [
  define('status-page', 'team-platform', 'production', {
    tag: '2.3.1',
    chartVersion: '1.3.2',
    replicas: 2,
    warnsOfDrift: true,
  }),
  define('help-center', 'team-search', 'production', {
    tag: '0.9.4',
    chartVersion: '1.4.0',
    replicas: 2,
    warnsOfDrift: true,
  }),
  define('gift-cards', 'team-shop', 'staging', {
    tag: '1.0.7',
    chartVersion: '1.4.0',
  }),
];

export function releaseNamed(name: string): Release {
  const found = releases.find(({ application }) => application === name);
  if (!found) {
    throw new Error(`There is no release '${name}'`);
  }
  return found;
}

export function isRelease(placed: Placed): placed is Release {
  return 'chartVersion' in placed;
}

/** Where the platform repository declares it. */
export function releasePath({ cluster, application }: Release): string {
  return `clusters/${cluster}/${application}.yaml`;
}
