import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod/v4';
import { KubeObject } from '../../cluster/types';
import { findCondition } from '../conditions';
import { gitRepository, kustomization } from '../resources';

const recordedObject = z.custom<KubeObject>(
  value => z.looseObject({ kind: z.string() }).safeParse(value).success,
);

function text(file: string): string {
  return readFileSync(join(__dirname, '..', '__fixtures__', file), 'utf8');
}

/** The object of a recording `{ object, … }`. */
export function recorded(file: string): KubeObject {
  return z.looseObject({ object: recordedObject }).parse(JSON.parse(text(file)))
    .object;
}

/** The items of a recorded LIST. */
export function recordedItems(file: string): Array<Record<string, unknown>> {
  return z
    .looseObject({ items: z.array(z.record(z.string(), z.unknown())) })
    .parse(JSON.parse(text(file))).items;
}

/** The objects of a recorded watch, in order. */
export function recordedWatch(file: string): KubeObject[] {
  return text(file)
    .trim()
    .split('\n')
    .map(
      line =>
        z.looseObject({ object: recordedObject }).parse(JSON.parse(line))
          .object,
    );
}

/** Field names and types of a value; items of a list by the first. */
export function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.length ? [shapeOf(value[0])] : [];
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)]),
    );
  }
  return value === null ? 'null' : typeof value;
}

/** managedFields without their times. */
export function ownership(object: KubeObject, ...managers: string[]) {
  return (object.metadata.managedFields ?? [])
    .filter(({ manager }) => !managers.length || managers.includes(manager))
    .map(({ time, ...entry }) => entry);
}

/**
 * What successive states of a Kustomization say, without what differs from run
 * to run: commits are numbered as they appear, times and directories dropped.
 */
export function outline(states: KubeObject[]) {
  const commits: string[] = [];
  const plain = (words: string) =>
    words
      .replace(/[0-9a-f]{40}/g, sha => {
        if (!commits.includes(sha)) {
          commits.push(sha);
        }
        return `commit ${commits.indexOf(sha) + 1}`;
      })
      .replace(/(passed in|failed after) [\d.]+[mµ]?s/, '$1 a while')
      .replace(/\/tmp\/kustomization-\d+/g, '/tmp/…');
  return states.map(state => {
    const { status } = kustomization.parse(state);
    const { conditions, history, inventory, ...rest } = status;
    return {
      conditions: conditions.map(
        ({ type, status: holds, reason, message, observedGeneration }) =>
          [type, holds, reason, observedGeneration, plain(message)].join(' | '),
      ),
      history: (history ?? []).map(entry => [
        entry.lastReconciledStatus,
        entry.totalReconciliations,
        plain(entry.metadata?.revision ?? ''),
      ]),
      inventory: inventory?.entries,
      fields: Object.fromEntries(
        Object.entries(rest).map(([field, value]) => [
          field,
          typeof value === 'string' ? plain(value) : value,
        ]),
      ),
    };
  });
}

/** The status of a Kustomization or GitRepository. */
export function statusOf(object: KubeObject) {
  return kustomization.shape.status.parse(object.status);
}

export function conditionOf(object: KubeObject, type: string) {
  return findCondition(statusOf(object).conditions, type);
}

export function artifactOf(object: KubeObject) {
  const { artifact } = gitRepository.parse(object).status;
  if (!artifact) {
    throw new Error('There is no artifact');
  }
  return artifact;
}
