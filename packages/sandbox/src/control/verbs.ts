import { ArgoCd } from '../argocd';
import { Clock } from '../clock';
import { Cluster } from '../cluster/types';
import { GitHost } from '../git/types';
import { Render } from '../render/types';
import { ClusterName } from '../world/services';
import { ApplicationVerb } from './applicationVerbs';
import { createEngineVerbs } from './engineVerbs';
import { NotFoundError } from './errors';
import { applications, idOf } from './find';
import { createGitVerbs } from './gitVerbs';
import { createLiveVerbs } from './liveVerbs';
import { stateOf } from './state';
import { Told } from './told';

export interface ListedApplication {
  /** `<service>-<cluster>`: what every verb takes. */
  application: string;
  engine: 'argocd' | 'flux';
  instance: string;
  /** Name of the engine's object. */
  name: string;
  state: string;
}

export interface Verbs
  extends Record<ApplicationVerb, (application: string) => Promise<Told>> {
  list(): ListedApplication[];
  commit(application: string, message?: string): Promise<Told>;
  outage(instance: string, on: boolean): Promise<Told>;
  /** How the REST API of the Git host answers; Git itself goes on. */
  reviews(behaviour: ReviewsBehaviour): Promise<Told>;
}

export const REVIEWS_BEHAVIOURS = ['answered', 'refused', 'limited'] as const;
export type ReviewsBehaviour = (typeof REVIEWS_BEHAVIOURS)[number];

/** Of somebody who asks too often. */
const RETRY_AFTER_SECONDS = 8;

export interface VerbOptions {
  git: GitHost;
  clusters: Record<ClusterName, Cluster>;
  argocd: ArgoCd;
  render: Render;
  clock: Clock;
  /** Instances that can be cut off, by name. */
  reachability: Record<string, (reachable: boolean) => void>;
}

/** The things that can be done to the world from outside. */
export function createVerbs(options: VerbOptions): Verbs {
  const { clusters, reachability } = options;

  return {
    ...createGitVerbs(options),
    ...createLiveVerbs(options),
    ...createEngineVerbs(options),

    list: () =>
      applications.map(deployment => ({
        application: idOf(deployment),
        engine: deployment.service.engine,
        instance:
          deployment.service.engine === 'argocd' ? 'main' : deployment.cluster,
        name: deployment.application,
        state: stateOf(clusters, deployment),
      })),

    async reviews(behaviour) {
      switch (behaviour) {
        case 'refused':
          options.git.refuseApi({ kind: 'unauthorized' });
          return {
            message:
              'The Git host refuses the token of its API. Watch why the reviews of new commits are not known.',
          };
        case 'limited':
          options.git.refuseApi({
            kind: 'limited',
            retryAfterSeconds: RETRY_AFTER_SECONDS,
          });
          return {
            message: `The API of the Git host is asked too often, and wants to be left alone for ${RETRY_AFTER_SECONDS} s each time.`,
          };
        default:
          options.git.refuseApi(undefined);
          return { message: 'The API of the Git host answers.' };
      }
    },

    async outage(instance, on) {
      const setReachable = Object.hasOwn(reachability, instance)
        ? reachability[instance]
        : undefined;
      if (!setReachable) {
        throw new NotFoundError(
          `There is no instance '${instance}'. There are: ${Object.keys(
            reachability,
          ).join(', ')}`,
        );
      }
      setReachable(!on);
      return {
        message: on
          ? `${instance} cannot be reached any more. Watch its applications become stale, with the age of what was last seen.`
          : `${instance} can be reached again. Watch its applications become current.`,
      };
    },
  };
}
