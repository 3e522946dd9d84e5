/** A Kubernetes object as JSON; only what every object has is spelled out. */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  [field: string]: unknown;
}

export interface ObjectMeta {
  name: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  finalizers?: string[];
  ownerReferences?: Array<Record<string, unknown>>;
  managedFields?: ManagedFieldsEntry[];
}

export interface ManagedFieldsEntry {
  manager: string;
  operation: 'Apply' | 'Update';
  apiVersion: string;
  time?: string;
  fieldsType: 'FieldsV1';
  fieldsV1: FieldSet;
  subresource?: string;
}

/** `f:name`, `k:{…}`, `v:…` and `.` as in metadata.managedFields[].fieldsV1. */
export interface FieldSet {
  [key: string]: FieldSet;
}

export interface ObjectRef {
  apiVersion: string;
  kind: string;
  namespace?: string;
  name: string;
}

/** Who writes, and when: the sandbox's past is written with times in the past. */
export interface WriteOptions {
  manager: string;
  at?: Date;
  /** Admitted and answered, but not kept. */
  dryRun?: boolean;
}

export interface ClusterEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  object: KubeObject;
}

/**
 * The in-process face of a sandbox cluster: what its HTTP API, and the
 * reconcilers that live in the same process, are written against. Objects that
 * go in or come out are copies; a refused write throws `KubeError` with the
 * Status that the API server would answer.
 */
export interface Cluster {
  readonly name: string;
  get(ref: ObjectRef): KubeObject | undefined;
  list(
    type: { apiVersion: string; kind: string },
    namespace?: string,
  ): KubeObject[];
  /** Server-side apply with force; creates what is missing; a no-op keeps resourceVersion and time. */
  apply(object: KubeObject, options: WriteOptions): KubeObject;
  /** Read, change, write as an Update of this manager; throws 404 when absent. */
  edit(
    ref: ObjectRef,
    change: (object: KubeObject) => void,
    options: WriteOptions & { subresource?: 'status' | 'scale' },
  ): KubeObject;
  /** POST: a plain create by this manager. */
  create(object: KubeObject, options: WriteOptions): KubeObject;
  delete(ref: ObjectRef, options: WriteOptions): void;
  /**
   * Adds a mutating admission webhook: it changes what is written from now on,
   * except through a subresource. Nobody owns what it sets.
   */
  addWebhook(webhook: (object: KubeObject) => void): void;
  /** Every write from now on, in order. Returns the way to stop. */
  subscribe(listener: (event: ClusterEvent) => void): () => void;
}
