import { KubeError } from '../cluster/errors';
import { Cluster, KubeObject, ObjectRef } from '../cluster/types';
import { inventoryRef, subject } from './inventory';
import { InventoryEntry, refOf } from './resources';
import { takeOver } from './takeOver';
import { wordsOf } from './words';

const MANAGER = 'kustomize-controller';
/** Applied before the rest is even tried. */
const DEFINITIONS = ['CustomResourceDefinition', 'Namespace'];
const PREFIX = 'kustomize.toolkit.fluxcd.io';

export interface Owner {
  namespace: string;
  name: string;
}

export interface Change {
  ref: ObjectRef;
  action: 'created' | 'configured' | 'unchanged' | 'skipped' | 'deleted';
}

function ownerLabels(owner: Owner): Record<string, string> {
  return {
    [`${PREFIX}/name`]: owner.name,
    [`${PREFIX}/namespace`]: owner.namespace,
  };
}

function setting(
  object: KubeObject | undefined,
  name: 'reconcile' | 'prune' | 'ssa',
): string | undefined {
  const { annotations, labels } = object?.metadata ?? {};
  const key = `${PREFIX}/${name}`;
  return (annotations?.[key] ?? labels?.[key])?.toLowerCase();
}

function isLeftAlone(desired: KubeObject, live: KubeObject | undefined) {
  return [desired, live].some(
    object =>
      setting(object, 'reconcile') === 'disabled' ||
      setting(object, 'ssa') === 'ignore' ||
      (live && setting(object, 'ssa') === 'ifnotpresent'),
  );
}

/** What kustomize-controller says of an object that the API server refused. */
function refusal(object: KubeObject, error: unknown): Error {
  if (!(error instanceof KubeError)) {
    return new Error(wordsOf(error));
  }
  const name = subject(refOf(object));
  const { reason, message } = error.status;
  if (/^namespaces ".*" not found$/.test(message)) {
    return new Error(`${name} not found: ${message}\n`);
  }
  if (reason === 'NotFound') {
    const { kind, apiVersion } = object;
    return new Error(
      `${name} dry-run failed: no matches for kind "${kind}" in version "${apiVersion}"\n`,
    );
  }
  const said = reason ? ` (${reason})` : '';
  return new Error(`${name} dry-run failed${said}: ${message}\n`);
}

function applyOne(
  cluster: Cluster,
  desired: KubeObject,
  at: Date,
): Change['action'] {
  const ref = refOf(desired);
  const live = cluster.get(ref);
  if (isLeftAlone(desired, live)) {
    return 'skipped';
  }
  const merges = [desired, live].some(o => setting(o, 'ssa') === 'merge');
  const entries = merges
    ? undefined
    : takeOver(live?.metadata.managedFields ?? [], MANAGER);
  if (entries) {
    cluster.edit(
      ref,
      ({ metadata }) => {
        metadata.managedFields = entries;
      },
      { manager: MANAGER, at },
    );
  }
  const applied = cluster.apply(desired, { manager: MANAGER, at });
  if (!live) {
    return 'created';
  }
  return applied.metadata.resourceVersion === live.metadata.resourceVersion
    ? 'unchanged'
    : 'configured';
}

/**
 * Applies in stages, what the rest is defined by first, each after a dry run of
 * all of it: throws with Flux's words at the first refusal.
 */
export function applyAll(
  cluster: Cluster,
  objects: KubeObject[],
  owner: Owner,
  at: Date,
): Change[] {
  const all = objects.map(object => {
    const labels = { ...object.metadata.labels, ...ownerLabels(owner) };
    return { ...object, metadata: { ...object.metadata, labels } };
  });
  const guarded = <T>(object: KubeObject, step: () => T): T => {
    try {
      return step();
    } catch (error) {
      throw refusal(object, error);
    }
  };
  const stages = [
    all.filter(({ kind }) => DEFINITIONS.includes(kind)),
    all.filter(({ kind }) => !DEFINITIONS.includes(kind)),
  ];
  return stages.flatMap(stage => {
    stage.forEach(object =>
      guarded(object, () => {
        if (!isLeftAlone(object, cluster.get(refOf(object)))) {
          cluster.apply(object, { manager: MANAGER, at, dryRun: true });
        }
      }),
    );
    return stage.map(object => ({
      ref: refOf(object),
      action: guarded(object, () => applyOne(cluster, object, at)),
    }));
  });
}

/** Deletes what an inventory lists, last applied first; leaves what another owner has taken. */
export function prune(
  cluster: Cluster,
  entries: InventoryEntry[],
  owner: Owner,
  at: Date,
): Change[] {
  const labels = Object.entries(ownerLabels(owner));
  const changes: Change[] = [];
  for (const entry of [...entries].reverse()) {
    const ref = inventoryRef(entry);
    const live = ref && cluster.get(ref);
    if (
      ref &&
      live &&
      labels.every(([key, value]) => live.metadata.labels?.[key] === value) &&
      setting(live, 'prune') !== 'disabled' &&
      setting(live, 'reconcile') !== 'disabled'
    ) {
      cluster.delete(ref, { manager: MANAGER, at });
      changes.push({ ref, action: 'deleted' });
    }
  }
  return changes;
}
