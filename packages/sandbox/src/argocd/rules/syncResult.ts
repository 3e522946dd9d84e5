import { KubeObject } from '../../cluster/types';
import { groupVersion, keyOf } from '../names';
import { imagesOf } from './images';

/** One entry of `operationState.syncResult.resources`. */
export interface ResourceResult {
  group: string;
  version: string;
  kind: string;
  namespace: string;
  name: string;
  status: 'Synced' | 'SyncFailed' | 'Pruned' | 'PruneSkipped';
  message: string;
  hookPhase: 'Running' | 'Succeeded' | 'Failed';
  syncPhase: 'PreSync' | 'Sync';
  images?: string[];
}

export function resourceResult(
  object: KubeObject,
  outcome: Pick<ResourceResult, 'status' | 'message' | 'hookPhase'>,
  syncPhase: ResourceResult['syncPhase'] = 'Sync',
): ResourceResult {
  const { group, kind, namespace, name } = keyOf(object);
  const images = imagesOf(object);
  return {
    group,
    version: groupVersion(object.apiVersion).version,
    kind,
    namespace,
    name,
    ...outcome,
    syncPhase,
    ...(images.length > 0 && { images }),
  };
}

/** `deployment.apps/checkout configured`, as kubectl says it. */
export function appliedMessage(
  object: KubeObject,
  verb: 'created' | 'configured' | 'unchanged' | 'serverside-applied',
  dryRun: boolean,
): string {
  const { group, kind, name } = keyOf(object);
  const type = kind.toLowerCase() + (group && `.${group}`);
  return `${type}/${name} ${verb}${dryRun ? ' (dry run)' : ''}`;
}

/** The operation's words and phase for what became of its resources. */
export function operationOutcome(results: ResourceResult[], dryRun: boolean) {
  const failures = results.filter(({ status }) => status === 'SyncFailed');
  if (failures.length > 0) {
    const reasons = failures.map(({ message }) => message).join(',');
    return {
      phase: 'Failed',
      message: `one or more objects failed to apply, reason: ${reasons}`,
    };
  }
  const idle = dryRun || results.length === 0;
  return {
    phase: 'Succeeded',
    message: `successfully synced (${
      idle ? 'no more tasks' : 'all tasks run'
    })`,
  };
}
