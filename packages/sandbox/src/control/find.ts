import { isRelease, Release, releases } from '../world/releases';
import { Deployment, deployments, Placed } from '../world/services';
import { NotFoundError } from './errors';

/** `<service>-<cluster>`: what every verb takes. */
export function idOf({ service, cluster }: Placed): string {
  return `${service.name}-${cluster}`;
}

export const applications: ReadonlyArray<Deployment | Release> = [
  ...deployments,
  ...releases,
];

/** Throws an error that names what there is. */
export function find(application: string): Deployment | Release {
  const found = applications.find(each => idOf(each) === application);
  if (!found) {
    throw new NotFoundError(
      `There is no application '${application}'. There are: ${applications
        .map(idOf)
        .join(', ')}`,
    );
  }
  return found;
}

/** What the engine does about a change of what it shall run. */
export function reactionOf(placed: Deployment | Release): string {
  const { cluster } = placed;
  if (isRelease(placed) || placed.service.engine === 'flux') {
    return `Flux in ${cluster} applies it unless it is suspended`;
  }
  const { service } = placed;
  if (service.frozenIn.includes(cluster)) {
    return 'Argo CD shows it as pending: a sync window lets nobody sync';
  }
  return service.manualIn.includes(cluster)
    ? 'Argo CD shows it as pending until somebody syncs'
    : 'Argo CD syncs it by itself within seconds';
}
