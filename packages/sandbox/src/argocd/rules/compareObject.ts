import { KubeObject } from '../../cluster/types';
import { IgnoreDifference } from '../application';
import { sameJson } from '../json';
import { keyOf } from '../names';
import { dropPointer } from './jsonPointer';
import { dropUnwanted } from './dropUnwanted';
import { mergeTarget } from './mergeTarget';

export interface Difference {
  modified: boolean;
  /** The live object without what is never compared; undefined when there is none. */
  normalizedLive?: KubeObject;
  /** What the live object would be after a sync; undefined when it would be pruned. */
  predictedLive?: KubeObject;
}

/** Whether a sync would change the live object, and what it would make of it. */
export function compareObject(
  target: KubeObject | undefined,
  live: KubeObject | undefined,
  ignored: IgnoreDifference[] = [],
): Difference {
  if (!target) {
    return {
      modified: true,
      ...(live && { normalizedLive: withoutVolatile(live) }),
    };
  }
  const wanted = withoutStatus(target);
  if (!live) {
    return { modified: true, predictedLive: wanted };
  }
  const pointers = ignored
    .filter(rule => covers(rule, target))
    .flatMap(rule => rule.jsonPointers ?? []);
  const normalizedLive = withoutVolatile(live);
  const compared = pointers.reduce(dropPointer, wanted);
  // Both sides are records with the fields that make a KubeObject, so is the merge.
  const predictedLive = mergeTarget(
    compared,
    dropUnwanted(normalizedLive, wanted),
  ) as KubeObject;
  return {
    modified: !sameJson(normalizedLive, predictedLive),
    normalizedLive,
    predictedLive,
  };
}

function covers(rule: IgnoreDifference, object: KubeObject): boolean {
  const key = keyOf(object);
  return (
    (rule.group ?? '') === key.group &&
    rule.kind === key.kind &&
    (!rule.name || rule.name === key.name) &&
    (!rule.namespace || rule.namespace === key.namespace)
  );
}

function withoutStatus(object: KubeObject): KubeObject {
  const { status: _status, ...rest } = object;
  return rest;
}

function withoutVolatile(object: KubeObject): KubeObject {
  const { creationTimestamp: _time, ...metadata } = object.metadata;
  return { ...withoutStatus(object), metadata };
}
