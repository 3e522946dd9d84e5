import {
  bodyOf,
  configOf,
  countsAsGeneration,
  serverMetadata,
  type Subresource,
  withBody,
  writablePart,
} from './body';
import { type Deletion, deleteObject, removeObject } from './deletion';
import * as errors from './errors';
import { applyFields } from './fields/apply';
import { compareFields } from './fields/compare';
import {
  managedFieldsOf,
  type Owner,
  ownersAfterUpdate,
  ownersOf,
  sameOwners,
  type Writer,
} from './fields/managers';
import { equal, isObject, type JsonObject, withoutNulls } from './json';
import { apiVersionOf, type ResourceType, typeKey } from './kinds';
import { parseObject, timestamp } from './object';
import { admit, withTypeDefaults } from './rules/admit';
import { requireTyped } from './rules/typed';
import type { Webhooks } from './rules/webhooks';
import type { ObjectStore } from './store';
import type { KubeObject } from './types';
import { uidOf } from './uid';

/** Who writes, when, through what, and whether it counts. */
export interface WriteContext {
  manager: string;
  at: Date;
  subresource?: Subresource;
  dryRun?: boolean;
}

export type Written = (
  type: ResourceType,
  object: KubeObject,
  context: WriteContext,
) => void;

/** All writes of a cluster: admission, field ownership, storage. */
export class ObjectWriter {
  private readonly created = new Map<string, number>();
  private readonly cluster: string;
  private readonly store: ObjectStore;
  private readonly namespaces: ResourceType | undefined;
  private readonly kinds: readonly ResourceType[];
  private readonly webhooks: Webhooks;
  private readonly written: Written;

  constructor(options: {
    cluster: string;
    store: ObjectStore;
    kinds: readonly ResourceType[];
    webhooks: Webhooks;
    written: Written;
  }) {
    this.cluster = options.cluster;
    this.store = options.store;
    this.kinds = options.kinds;
    this.namespaces = options.kinds.find(
      kind => kind.group === '' && kind.kind === 'Namespace',
    );
    this.webhooks = options.webhooks;
    this.written = options.written;
  }

  create(type: ResourceType, incoming: unknown, context: WriteContext) {
    const object = this.received(type, incoming);
    const { name, namespace } = object.metadata;
    if (this.store.get(type, namespace, name)) {
      throw errors.alreadyExists(type, name);
    }
    const body = withTypeDefaults(type, writablePart(type, {}, bodyOf(object)));
    // A defaulted status is the server's own.
    const { status: _, ...claimed } = body;
    const owners = ownersAfterUpdate(
      [],
      compareFields({}, type.status ? claimed : body, type.shape),
      this.writerOf(type, context, 'Update'),
    );
    return this.storeFirst(type, object, body, owners, context);
  }

  /** PUT, or what a patch made of `existing`. */
  update(
    type: ResourceType,
    existing: KubeObject,
    incoming: unknown,
    context: WriteContext,
  ): KubeObject {
    const object = this.received(type, incoming);
    const { name, resourceVersion } = object.metadata;
    if (
      resourceVersion &&
      resourceVersion !== existing.metadata.resourceVersion
    ) {
      throw errors.staleVersion(type, name);
    }
    const before = bodyOf(existing);
    const body = withTypeDefaults(
      type,
      writablePart(type, before, bodyOf(object), context.subresource),
    );
    // A write may hand fields over by saying who owns them, as Flux does.
    const saysOwners =
      !context.subresource && object.metadata.managedFields?.length;
    const owners = ownersAfterUpdate(
      ownersOf(saysOwners ? object : existing),
      compareFields(before, body, type.shape),
      this.writerOf(type, context, 'Update'),
    );
    return this.storeNext(type, existing, body, owners, context);
  }

  /** Server-side apply. Throws 409 on conflicts unless forced. */
  apply(
    type: ResourceType,
    incoming: unknown,
    context: WriteContext & { force: boolean },
  ): KubeObject {
    const object = this.received(type, incoming);
    const { name, namespace } = object.metadata;
    requireTyped(type, object);
    const existing = this.store.get(type, namespace, name);
    if (!existing && context.subresource) throw errors.notFound(type, name);
    const before = existing ? bodyOf(existing) : {};
    const { value, owners } = applyFields({
      live: before,
      config: configOf(type, bodyOf(object), context.subresource),
      shape: type.shape,
      owners: ownersOf(existing),
      writer: this.writerOf(type, context, 'Apply'),
      force: context.force,
    });
    const body = withTypeDefaults(type, isObject(value) ? value : {});
    return existing
      ? this.storeNext(type, existing, body, owners, context)
      : this.storeFirst(type, object, body, owners, context);
  }

  /** Removes the object, or marks it while it has finalizers. */
  delete(
    type: ResourceType,
    existing: KubeObject,
    context: WriteContext,
  ): KubeObject {
    if (context.dryRun) return existing;
    return deleteObject(this.deletion(context), type, existing);
  }

  private deletion(context: WriteContext): Deletion {
    return {
      store: this.store,
      kinds: this.kinds,
      mark: (type, object) => this.commit(type, object, context),
      at: context.at,
    };
  }

  private received(type: ResourceType, incoming: unknown): KubeObject {
    const object = parseObject(withoutNulls(incoming));
    const expected = apiVersionOf(type);
    if (object.apiVersion !== expected) {
      throw errors.badRequest(
        `the API version in the data (${object.apiVersion}) does not match the expected API version (${expected})`,
      );
    }
    if (object.kind !== type.kind) {
      throw errors.badRequest(
        `the kind in the data (${object.kind}) does not match the expected kind (${type.kind})`,
      );
    }
    if (!type.namespaced) {
      const { namespace: _, ...metadata } = object.metadata;
      return { ...object, metadata };
    }
    const { namespace = 'default' } = object.metadata;
    return { ...object, metadata: { ...object.metadata, namespace } };
  }

  private writerOf(
    type: ResourceType,
    context: WriteContext,
    operation: Writer['operation'],
  ): Writer {
    return {
      manager: context.manager,
      operation,
      apiVersion: apiVersionOf(type),
      ...(context.subresource ? { subresource: context.subresource } : {}),
      // The API server records no time for what comes through `scale`.
      ...(context.subresource === 'scale'
        ? {}
        : { time: timestamp(context.at) }),
    };
  }

  private storeFirst(
    type: ResourceType,
    { metadata }: KubeObject,
    wanted: JsonObject,
    owners: Owner[],
    context: WriteContext,
  ): KubeObject {
    const { name, namespace } = metadata;
    const body = this.webhooks.admit(type, metadata, wanted);
    if (
      namespace &&
      this.namespaces &&
      !this.store.get(this.namespaces, undefined, namespace)
    ) {
      throw errors.notFound(this.namespaces, namespace);
    }
    const key = `${typeKey(type)}/${namespace ?? ''}/${name}`;
    const count = (this.created.get(key) ?? 0) + 1;
    const object = withBody(
      { apiVersion: apiVersionOf(type), kind: type.kind },
      body,
      {
        name,
        ...(namespace ? { namespace } : {}),
        uid: uidOf(`${this.cluster}/${key}/${count}`),
        ...(type.generation ? { generation: 1 } : {}),
        creationTimestamp: timestamp(context.at),
        managedFields: managedFieldsOf(owners),
      },
    );
    admit(type, object);
    if (context.dryRun) return object;
    this.created.set(key, count);
    return this.commit(type, object, context);
  }

  private storeNext(
    type: ResourceType,
    existing: KubeObject,
    wanted: JsonObject,
    owners: Owner[],
    context: WriteContext,
  ): KubeObject {
    const before = bodyOf(existing);
    const body = context.subresource
      ? wanted
      : this.webhooks.admit(type, existing.metadata, wanted);
    if (equal(before, body) && sameOwners(ownersOf(existing), owners)) {
      return existing;
    }
    const { generation } = existing.metadata;
    const counts =
      generation !== undefined &&
      context.subresource !== 'status' &&
      countsAsGeneration(type, before, body);
    const object = withBody(existing, body, {
      ...serverMetadata(existing.metadata),
      ...(counts ? { generation: generation + 1 } : {}),
      managedFields: managedFieldsOf(owners),
    });
    admit(type, object, existing);
    if (context.dryRun) return object;
    const { deletionTimestamp, finalizers = [] } = object.metadata;
    if (deletionTimestamp && finalizers.length === 0) {
      return removeObject(this.deletion(context), type, object);
    }
    return this.commit(type, object, context);
  }

  private commit(
    type: ResourceType,
    object: KubeObject,
    context: WriteContext,
  ): KubeObject {
    const stored = this.store.put(type, object);
    this.written(type, stored, context);
    return stored;
  }
}
