import { createHash } from 'node:crypto';
import type { Request } from 'express';
import type { Clock } from '../../clock';
import type { Subresource } from '../body';
import * as errors from '../errors';
import { isObject, type JsonObject } from '../json';
import type { ResourceType } from '../kinds';
import { jsonPatch } from '../patch/jsonPatch';
import { mergePatch } from '../patch/mergePatch';
import { strategicMerge } from '../patch/strategicMerge';
import type { ObjectStore } from '../store';
import type { KubeObject } from '../types';
import type { ObjectWriter, WriteContext } from '../writer';
import { checkFields, refusedObject, refusedPatch } from './fieldValidation';
import { mediaType, parseManifest, parsePatch, readBody } from './input';
import { scaleOf, withScale } from './scale';

/** One request to write, with what its path names. */
export interface WriteRequest {
  req: Request;
  type: ResourceType;
  namespace?: string;
  name: string;
  subresource?: Subresource;
  query: URLSearchParams;
}

export interface WriteAnswer {
  code: number;
  body: KubeObject | object;
  warnings?: string[];
}

const MANIFEST_TYPES = [
  'application/json',
  'application/yaml',
  'application/vnd.kubernetes.protobuf',
];
const JSON_PATCH = 'application/json-patch+json';
const MERGE_PATCH = 'application/merge-patch+json';
const STRATEGIC_PATCH = 'application/strategic-merge-patch+json';
const APPLY_PATCH = 'application/apply-patch+yaml';

function patchTypes(type: ResourceType): string[] {
  return type.schema
    ? [JSON_PATCH, MERGE_PATCH, APPLY_PATCH]
    : [JSON_PATCH, MERGE_PATCH, STRATEGIC_PATCH, APPLY_PATCH];
}

/** The writing verbs over HTTP. */
export class Writes {
  private readonly store: ObjectStore;
  private readonly writer: ObjectWriter;
  private readonly clock: Clock;

  constructor(options: {
    store: ObjectStore;
    writer: ObjectWriter;
    clock: Clock;
  }) {
    this.store = options.store;
    this.writer = options.writer;
    this.clock = options.clock;
  }

  async create(request: WriteRequest): Promise<WriteAnswer> {
    const { type, query } = request;
    const manifest = this.named(request, await this.manifest(request));
    const warnings = checkFields(type, manifest, query, refusedObject(type));
    const body = this.writer.create(type, manifest, this.context(request));
    return { code: 201, body, warnings };
  }

  async replace(request: WriteRequest): Promise<WriteAnswer> {
    const { type, query, subresource } = request;
    const manifest = await this.manifest(request);
    const existing = this.existing(request);
    if (subresource === 'scale') {
      return this.update(request, existing, withScale(existing, manifest));
    }
    const object = this.named(request, manifest);
    const version = object.metadata.resourceVersion;
    if (type.schema && version === undefined) {
      throw errors.invalid(type, request.name, [
        {
          reason: 'FieldValueInvalid',
          message: 'Invalid value: 0: must be specified for an update',
          field: 'metadata.resourceVersion',
        },
      ]);
    }
    const warnings = checkFields(type, object, query, refusedObject(type));
    return this.update(request, existing, object, warnings);
  }

  async patch(request: WriteRequest): Promise<WriteAnswer> {
    const { req, type, query, subresource } = request;
    const format = mediaType(req);
    if (!patchTypes(type).includes(format)) {
      throw errors.unsupportedMediaType(patchTypes(type));
    }
    const text = await readBody(req);
    const patch = parsePatch(text, format === APPLY_PATCH);
    if (format === APPLY_PATCH) return this.apply(request, patch);

    const existing = this.existing(request);
    const target = subresource === 'scale' ? scaleOf(existing) : existing;
    const patched = this.patched(format, type, target, patch);
    if (subresource === 'scale') {
      return this.update(request, existing, withScale(existing, patched));
    }
    const warnings = checkFields(type, patched, query, refusedPatch(patched));
    return this.update(request, existing, patched, warnings);
  }

  delete(request: WriteRequest): WriteAnswer {
    const { type, name } = request;
    const existing = this.existing(request);
    const context = this.context(request);
    const left = this.writer.delete(type, existing, context);
    if (left.metadata.deletionTimestamp || type.kind === 'Pod') {
      return { code: 200, body: left };
    }
    return {
      code: 200,
      body: {
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Success',
        details: {
          name,
          ...(type.group ? { group: type.group } : {}),
          kind: type.plural,
          uid: existing.metadata.uid,
        },
      },
    };
  }

  private apply(request: WriteRequest, patch: unknown): WriteAnswer {
    const { type, query, namespace, name } = request;
    if (!query.get('fieldManager')) {
      throw errors.invalid({ group: 'meta.k8s.io', kind: 'PatchOptions' }, '', [
        {
          reason: 'FieldValueRequired',
          message: 'Required value: is required for apply patch',
          field: 'fieldManager',
        },
      ]);
    }
    const object = this.named(request, patch);
    if (object.metadata.managedFields !== undefined) {
      throw errors.badRequest('metadata.managedFields must be nil');
    }
    const existed = this.store.get(type, namespace, name) !== undefined;
    const body = this.writer.apply(type, object, {
      ...this.context(request),
      force: query.get('force') === 'true',
    });
    return { code: existed ? 200 : 201, body };
  }

  private patched(
    format: string,
    type: ResourceType,
    target: unknown,
    patch: unknown,
  ): unknown {
    switch (format) {
      case JSON_PATCH:
        return jsonPatch(target, patch);
      case STRATEGIC_PATCH:
        return strategicMerge(target, patch, type.shape);
      default:
        return mergePatch(target, patch);
    }
  }

  private update(
    request: WriteRequest,
    existing: KubeObject,
    next: unknown,
    warnings: string[] = [],
  ): WriteAnswer {
    const { type, subresource } = request;
    const context = this.context(request);
    const body = this.writer.update(type, existing, next, context);
    return {
      code: 200,
      body: subresource === 'scale' ? scaleOf(body) : body,
      warnings,
    };
  }

  private existing({ type, namespace, name }: WriteRequest): KubeObject {
    const object = this.store.get(type, namespace, name);
    if (!object) throw errors.notFound(type, name);
    return object;
  }

  private async manifest({ req, type }: WriteRequest): Promise<unknown> {
    const format = mediaType(req) || 'application/json';
    if (!['application/json', 'application/yaml'].includes(format)) {
      throw errors.unsupportedMediaType(MANIFEST_TYPES);
    }
    const text = await readBody(req);
    return parseManifest(text, format === 'application/yaml', type.kind);
  }

  /** The manifest with the name and namespace of the URL, which it must not contradict. */
  private named(
    { type, namespace, name }: WriteRequest,
    manifest: unknown,
  ): JsonObject & { metadata: JsonObject } {
    if (!isObject(manifest)) {
      throw errors.badRequest(
        `the object provided is unrecognized (must be of type ${type.kind}): couldn't get version/kind`,
      );
    }
    const metadata = isObject(manifest.metadata) ? manifest.metadata : {};
    if (metadata.namespace && namespace && metadata.namespace !== namespace) {
      throw errors.badRequest(
        'the namespace of the provided object does not match the namespace sent on the request',
      );
    }
    if (name && metadata.name && metadata.name !== name) {
      throw errors.badRequest(
        `the name of the object (${metadata.name}) does not match the name on the URL (${name})`,
      );
    }
    const called = metadata.name || name || this.generated(metadata);
    if (!called) {
      throw errors.invalid(type, '', [
        {
          reason: 'FieldValueRequired',
          message: 'Required value: name or generateName is required',
          field: 'metadata.name',
        },
      ]);
    }
    return {
      ...manifest,
      metadata: {
        ...metadata,
        name: called,
        ...(namespace ? { namespace } : {}),
      },
    };
  }

  private generated({ generateName }: Record<string, unknown>) {
    if (typeof generateName !== 'string') return undefined;
    const seed = `${generateName}${this.store.revision}`;
    const suffix = createHash('sha256').update(seed).digest('hex').slice(0, 5);
    return `${generateName}${suffix}`;
  }

  private context({ req, query, subresource }: WriteRequest): WriteContext {
    const [agent] = (req.headers['user-agent'] ?? '').split('/');
    return {
      manager: query.get('fieldManager') || agent || 'unknown',
      at: this.clock(),
      dryRun: query.get('dryRun') === 'All',
      ...(subresource ? { subresource } : {}),
    };
  }
}
