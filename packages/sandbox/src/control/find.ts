import { Deployment, deployments } from '../world/services';
import { NotFoundError } from './errors';

/** `<service>-<cluster>`: what every verb takes. */
export function idOf({ service, cluster }: Deployment): string {
  return `${service.name}-${cluster}`;
}

/** Throws an error that names what there is. */
export function find(application: string): Deployment {
  const found = deployments.find(each => idOf(each) === application);
  if (!found) {
    throw new NotFoundError(
      `There is no application '${application}'. There are: ${deployments
        .map(idOf)
        .join(', ')}`,
    );
  }
  return found;
}

/** What the engine does about a change of what it shall run. */
export function reactionOf({ service, cluster }: Deployment): string {
  if (service.engine === 'flux') {
    return `Flux in ${cluster} applies it unless it is suspended`;
  }
  if (service.frozenIn.includes(cluster)) {
    return 'Argo CD shows it as pending: a sync window lets nobody sync';
  }
  return service.manualIn.includes(cluster)
    ? 'Argo CD shows it as pending until somebody syncs'
    : 'Argo CD syncs it by itself within seconds';
}
