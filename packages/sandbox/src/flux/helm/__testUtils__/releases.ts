import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod/v4';
import { KubeObject, ObjectRef } from '../../../cluster/types';
import { createTestWorld, TestWorld } from '../../__testUtils__/world';
import { findCondition } from '../../conditions';
import { REQUESTED_AT } from '../../resources';
import { HELM_RELEASE, HELM_REPOSITORY, helmRelease } from '../resources';
import { storefront } from './storefront';

const NAMESPACE = 'fx-helm';

const recordedObject = z.custom<KubeObject>(
  value => z.looseObject({ kind: z.string() }).safeParse(value).success,
);
const wrapped = z.looseObject({ object: recordedObject });

function text(file: string): string {
  return readFileSync(join(__dirname, '..', '__fixtures__', file), 'utf8');
}

/** The object of a recording, or the objects of a recorded watch, in order. */
export function recorded(file: string): KubeObject[] {
  const documents = file.endsWith('.jsonl')
    ? text(file).trim().split('\n')
    : [text(file)];
  return documents.map(each => wrapped.parse(JSON.parse(each)).object);
}

/** The items of a recorded LIST. */
export function recordedItems(file: string): unknown[] {
  return z.object({ items: z.array(z.unknown()) }).parse(JSON.parse(text(file)))
    .items;
}

export function releaseRef(name: string): ObjectRef {
  return { ...HELM_RELEASE, namespace: NAMESPACE, name };
}

/** The status of a HelmRelease or of a source. */
export function statusOf(object: KubeObject) {
  return helmRelease.shape.status.parse(object.status);
}

export function conditionOf(object: KubeObject, type: string) {
  return findCondition(statusOf(object).conditions, type);
}

/**
 * What successive states of a HelmRelease say, without what differs from run to
 * run: times, durations, and digests of what Helm stored.
 */
export function outline(states: KubeObject[]) {
  return states.map(state => {
    const { conditions, history, inventory, ...rest } = statusOf(state);
    const { lastAttemptedReleaseActionDuration, ...fields } = rest;
    return {
      finalizers: state.metadata.finalizers,
      conditions: conditions.map(
        ({ type, status, reason, message, observedGeneration }) =>
          [type, status, reason, observedGeneration, message].join(' | '),
      ),
      history: (history ?? []).map(
        ({ digest, firstDeployed, lastDeployed, ...entry }) => entry,
      ),
      inventory: inventory?.entries,
      hasDuration: lastAttemptedReleaseActionDuration !== undefined,
      fields: {
        ...fields,
        ...(fields.lastHandledReconcileAt && {
          lastHandledReconcileAt:
            fields.lastHandledReconcileAt ===
            state.metadata.annotations?.[REQUESTED_AT],
        }),
      },
    };
  });
}

/** A world with Flux, the chart of the recordings, and its HelmRepository fetched. */
export async function createHelmWorld(): Promise<TestWorld> {
  const world = await createTestWorld({ charts: storefront });
  const metadata = { namespace: NAMESPACE, name: 'acme-charts' };
  world.cluster.apply(
    {
      ...HELM_REPOSITORY,
      metadata,
      spec: { interval: '10m', url: storefront[0].repository },
    },
    { manager: 'kubectl' },
  );
  await world.flux.reconcile({ ...metadata, kind: 'HelmRepository' });
  return world;
}

/** Applies a HelmRelease as kubectl, with the spec that a recorded one has. */
export function applyAs(world: TestWorld, { metadata, spec }: KubeObject) {
  const { name, namespace } = metadata;
  return world.cluster.apply(
    { ...HELM_RELEASE, metadata: { name, namespace }, spec },
    { manager: 'kubectl' },
  );
}

/** As `flux reconcile` does. */
export function request(world: TestWorld, name: string, token: string) {
  world.cluster.edit(
    releaseRef(name),
    ({ metadata }) => {
      metadata.annotations = { ...metadata.annotations, [REQUESTED_AT]: token };
    },
    { manager: 'flux' },
  );
}

export const hasHandled = (token: string) => (object: KubeObject) =>
  statusOf(object).lastHandledReconcileAt === token;
