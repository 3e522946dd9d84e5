import { isDeepStrictEqual } from 'node:util';
import { Cluster, ClusterEvent, KubeObject } from '../cluster/types';
import { GitHost } from '../git/types';
import { findCondition } from './conditions';
import { CONTROLLED, controlledType } from './kinds';
import { offerOf, sourceRefOf } from './news';
import {
  fluxObject,
  GIT_REPOSITORY,
  gitRepository,
  refOf,
  REQUESTED_AT,
} from './resources';

export interface Wanted {
  object: KubeObject;
  onlyForNews: boolean;
}

/** What makes a controller look at an object again: not what it writes itself. */
function triggerOf({ metadata }: KubeObject): string {
  const { uid, generation, deletionTimestamp, annotations } = metadata;
  const requested = annotations?.[REQUESTED_AT];
  return JSON.stringify([uid, generation, deletionTimestamp, requested]);
}

/** Whether a controller has nothing left to say about the object as it is. */
function isSettled(object: KubeObject): boolean {
  const known = fluxObject.safeParse(object).data;
  if (!known || known.metadata.deletionTimestamp) {
    return false;
  }
  const { metadata, status } = known;
  const requested = metadata.annotations?.[REQUESTED_AT];
  const ready = findCondition(status.conditions, 'Ready');
  return (
    ready?.observedGeneration === metadata.generation &&
    ready.status !== 'Unknown' &&
    (!requested || requested === status.lastHandledReconcileAt)
  );
}

/**
 * Tells which objects their controller must look at: at once those it has not
 * settled yet, then those whose spec, request or source changes, and the
 * GitRepositories of a repository that is pushed to. Returns the way to stop.
 */
export function watchObjects(
  { cluster, git }: { cluster: Cluster; git: GitHost },
  listener: {
    wanted(wanted: Wanted): void;
    settled(object: KubeObject): void;
    gone(object: KubeObject): void;
  },
): () => void {
  const triggers = new Map<string, string>();
  const offers = new Map<string, string | undefined>();
  const keyOf = ({ kind, metadata }: KubeObject) =>
    `${kind}/${metadata.namespace}/${metadata.name}`;

  const wantUsers = (source: KubeObject) => {
    for (const user of CONTROLLED.flatMap(type => cluster.list(type))) {
      if (isDeepStrictEqual(sourceRefOf(user), refOf(source))) {
        listener.wanted({ object: user, onlyForNews: true });
      }
    }
  };

  const see = ({ type, object }: ClusterEvent) => {
    if (!controlledType(object)) {
      return;
    }
    const key = keyOf(object);
    if (type === 'DELETED') {
      triggers.delete(key);
      offers.delete(key);
      listener.gone(object);
      return;
    }
    const trigger = triggerOf(object);
    if (triggers.get(key) !== trigger) {
      triggers.set(key, trigger);
      listener.wanted({ object, onlyForNews: false });
    }
    const offer = offerOf(object);
    if (offer && offers.get(key) !== offer) {
      offers.set(key, offer);
      wantUsers(object);
    }
  };

  for (const object of CONTROLLED.flatMap(type => cluster.list(type))) {
    triggers.set(keyOf(object), triggerOf(object));
    offers.set(keyOf(object), offerOf(object));
    if (isSettled(object)) {
      listener.settled(object);
    } else {
      listener.wanted({ object, onlyForNews: false });
    }
  }
  const stops = [
    cluster.subscribe(see),
    git.onPush(({ repository }) => {
      for (const object of cluster.list(GIT_REPOSITORY)) {
        const url = gitRepository.safeParse(object).data?.spec.url;
        if (url && git.repositoryOf(url) === repository) {
          listener.wanted({ object, onlyForNews: false });
        }
      }
    }),
  ];
  return () => stops.forEach(stop => stop());
}
