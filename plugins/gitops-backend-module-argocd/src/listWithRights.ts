import { ApplicationName, ArgocdClient } from './api/ArgocdClient';
import { ObservedSet } from './ObservedSet';

/** Of more projects gone at once, so many are asked about. */
const MAX_ASKED = 10;

/**
 * The applications there are. A list leaves out without a word what our account may
 * not read, so that where all of a project are gone it is asked about one of them.
 * @throws Error when they are gone because our account may not read them any more
 */
export async function listWithRights(
  client: ArgocdClient,
  set: ObservedSet,
  signal: AbortSignal,
): Promise<ApplicationName[]> {
  const names = await client.listNames(signal);
  const gone = set.oneOfEachProjectWithout(names).slice(0, MAX_ASKED);
  await Promise.all(
    gone.map(async application => {
      if (await client.mayRead(application, signal)) return;
      const { project = 'default', name } = application;
      throw new Error(
        `${client.who} lists no application of project ${project} any more, and does not allow our account to get ${name}, which it had: give the account its rights back`,
      );
    }),
  );
  return names;
}
