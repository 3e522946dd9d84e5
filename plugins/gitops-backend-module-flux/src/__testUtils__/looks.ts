import {
  DriftedField,
  ResourceRef,
} from '@backstage-gitops/plugin-gitops-common';
import { inventoryId } from '../drift/inventory';
import { LiveObject, parseLiveObject } from '../drift/liveObject';
import { ObjectMemory } from '../drift/ObjectMemory';
import { projectKustomization } from '../project/projectKustomization';
import { recordedKustomization, recording } from './recordings';

const NAMESPACE = 'fx-drift';

/** What was recorded of each object, by name. */
export const refs: Record<string, ResourceRef> = {
  'configmap-settings': {
    group: '',
    kind: 'ConfigMap',
    namespace: NAMESPACE,
    name: 'settings',
  },
  ...Object.fromEntries(
    ['web', 'web-merge', 'web-if-not-present'].map(name => [
      name,
      { group: 'apps', kind: 'Deployment', namespace: NAMESPACE, name },
    ]),
  ),
};

export function recordedLook(object: string, look: string): LiveObject {
  const live = parseLiveObject(recording(`drift/${look}-${object}`).object);
  if (!live) throw new Error(`${look} is no object`);
  return live;
}

const { kustomization, findSource } = recordedKustomization(
  'drift/00-kustomization-before',
);
const DRIFT = projectKustomization(kustomization, findSource, {
  cluster: 'edge',
});

/** Looks at one object again and again, as one process or several after each other. */
export class Looker {
  #memory = new ObjectMemory();
  #fields: DriftedField[] = [];

  look(live: LiveObject, ref: ResourceRef): DriftedField[] {
    return this.#told(this.#memory.track(live, ref));
  }

  #told(id: string): DriftedField[] {
    const drift = this.#memory.driftOf(id);
    this.#fields = drift.state === 'present' ? drift.fields : [];
    return this.#fields;
  }

  /** Flux sets to work on the object, for this application. */
  beginRun(ref: ResourceRef): void {
    this.#memory.beginRun('application', [inventoryId(ref)]);
  }

  /** @returns what is told then */
  endRun(ref: ResourceRef, isSuccess: boolean): DriftedField[] {
    this.#memory.endRun('application', isSuccess);
    return this.#told(inventoryId(ref));
  }

  /** Of all that was seen only what was told is known afterwards. */
  restart(): void {
    const fields: DriftedField[] = JSON.parse(JSON.stringify(this.#fields));
    this.#memory = new ObjectMemory();
    this.#memory.recall([
      { ...DRIFT, drift: { fields, total: fields.length } },
    ]);
  }
}
