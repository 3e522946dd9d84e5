import { KubeObject } from '../cluster/types';
import { Application, sourcesOf } from './application';
import { ArgoContext } from './context';
import { liveObjects } from './liveState';
import { AppKey, HOOK, instanceName } from './names';
import { compareAll, ComparedResource } from './rules/compareAll';
import { prepareTarget } from './rules/prepareTarget';
import { loadTargets, TargetError } from './targets';

export interface Comparison {
  resources: ComparedResource[];
  /** One per source: a SHA, or the unresolved name when `error` is set. */
  revisions: string[];
  sourceTypes: string[];
  /** Why the target state is not known. */
  error?: string;
}

/**
 * Compares what Git wants with what lives.
 * @param revisions - to compare with; by default what the sources target
 */
export async function compareApplication(
  context: ArgoContext,
  key: AppKey,
  app: Application,
  { sources = sourcesOf(app.spec), revisions = [] as string[] } = {},
): Promise<Comparison> {
  const cluster = context.destination(app.spec.destination);
  const instance = instanceName(key);
  let targets: KubeObject[] = [];
  let loaded: Omit<Comparison, 'resources'>;
  try {
    const { objects, ...rest } = await loadTargets(context, sources, revisions);
    loaded = rest;
    targets = objects
      .filter(object => !object.metadata.annotations?.[HOOK])
      .map(object =>
        prepareTarget(object, instance, app.spec.destination.namespace),
      );
  } catch (error) {
    if (!(error instanceof TargetError)) {
      throw error;
    }
    loaded = {
      error: error.message,
      revisions: sources.map(
        (source, index) => revisions[index] ?? source.targetRevision ?? '',
      ),
      sourceTypes: [],
    };
  }
  const lives = cluster
    ? liveObjects(cluster, context.tracking(cluster), instance, targets)
    : [];
  return {
    ...loaded,
    resources: compareAll(targets, lives, app.spec.ignoreDifferences),
  };
}
