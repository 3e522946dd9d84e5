import { Application, sourcesOf } from './application';
import { ArgoContext } from './context';
import { APP_PROJECT, CONTROL_NAMESPACE } from './names';
import { listIfServed } from './trackingIndex';

/** Whether a project exists; `default` always does. */
export function hasProject(
  { home }: Pick<ArgoContext, 'home'>,
  project: string,
): boolean {
  return (
    project === 'default' ||
    listIfServed(home, APP_PROJECT, CONTROL_NAMESPACE).some(
      ({ metadata }) => metadata.name === project,
    )
  );
}

/** What is wrong with a spec, so that there is nothing to compare. */
export function specErrors(
  context: Pick<ArgoContext, 'home' | 'destination'>,
  { spec }: Application,
): Array<{ type: 'InvalidSpecError'; message: string }> {
  const messages: string[] = [];
  if (!hasProject(context, spec.project)) {
    messages.push(
      `Application referencing project ${spec.project} which does not exist`,
    );
  }
  if (sourcesOf(spec).length === 0) {
    messages.push('spec.source.repoURL is required');
  }
  const { server, name } = spec.destination;
  if (!context.destination(spec.destination)) {
    if (server) {
      messages.push(
        `error getting cluster by server "${server}": rpc error: code = NotFound desc = cluster "${server}" not found`,
      );
    } else if (name) {
      messages.push(
        `error getting cluster by name "${name}": there are no clusters with this name: ${name}`,
      );
    } else {
      messages.push('Destination server missing from app spec');
    }
  }
  return messages.map(message => ({ type: 'InvalidSpecError', message }));
}
