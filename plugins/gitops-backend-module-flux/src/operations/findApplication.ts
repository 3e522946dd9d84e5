import {
  findGroup,
  getObject,
  KubernetesClient,
  KubernetesObjectRef,
  nameOfObject,
  ObservedApplication,
} from '@backstage-gitops/plugin-gitops-node';
import { APPLICATION_KINDS, FluxApplication } from '../project/application';

export interface FoundApplication {
  ref: KubernetesObjectRef;
  application: FluxApplication;
}

/**
 * The object behind an application as it is now.
 * @throws Error with a sentence where it is gone, or another one by that name
 */
export async function findApplication(
  client: KubernetesClient,
  { kind, namespace, name, uid }: ObservedApplication,
  options: { signal: AbortSignal },
): Promise<FoundApplication> {
  const known = APPLICATION_KINDS.find(each => each.kind === kind);
  const types = known && (await findGroup(client, known.group, options.signal));
  const type = types?.get(kind);
  if (!known || !type) {
    throw new Error(`${client.who} does not have Flux's ${kind} any more`);
  }
  const ref = { type, namespace, name };
  const application = known.parse(await getObject(client, ref, options));
  if (!application) throw new Error(`${client.who} answered with no ${kind}`);
  // Whose it is was decided for the one that was observed.
  if (uid && application.object.metadata.uid !== uid) {
    throw new Error(
      `${nameOfObject(
        ref,
      )} was created anew since it was last observed; try again`,
    );
  }
  return { ref, application };
}
