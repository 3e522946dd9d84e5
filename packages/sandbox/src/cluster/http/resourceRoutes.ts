import type { Request, Response } from 'express';
import type { Subresource } from '../body';
import * as errors from '../errors';
import type { ResourceType } from '../kinds';
import type { ObjectStore } from '../store';
import { listObjects } from './list';
import { type Format, formatOf, formatted } from './media';
import { scaleOf } from './scale';
import { selectionOf } from './selection';
import { sendJson } from './send';
import type { ResourceTarget } from './target';
import type { Watches } from './watch';
import type { WriteAnswer, WriteRequest, Writes } from './writes';

const VERBS: Record<string, string> = {
  GET: 'get',
  HEAD: 'get',
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};

function queryOf(req: Request): URLSearchParams {
  const mark = req.url.indexOf('?');
  return new URLSearchParams(mark < 0 ? '' : req.url.slice(mark + 1));
}

function isWatch(query: URLSearchParams): boolean {
  return ['1', 'true'].includes(query.get('watch') ?? '');
}

/** As authorisation names it; for a collection there are other words. */
export function verbOf(req: Request, resource?: ResourceTarget): string {
  const verb = VERBS[req.method] ?? req.method.toLowerCase();
  if (verb === 'get' && isWatch(queryOf(req))) return 'watch';
  const isCollection = resource && !resource.name;
  if (isCollection && verb === 'get') return 'list';
  return isCollection && verb === 'delete' ? 'deletecollection' : verb;
}

function subresourceOf(
  type: ResourceType,
  name: string | undefined,
): Subresource | undefined {
  if (name === undefined) return undefined;
  if (name === 'status' && type.status) return 'status';
  if (name === 'scale' && type.scale) return 'scale';
  throw errors.noSuchResource();
}

function send(res: Response, { code, body, warnings = [] }: WriteAnswer) {
  if (warnings.length > 0) res.set('Warning', warnings);
  sendJson(res, code, body);
}

/** Collections and objects: from path and method to the part that answers. */
export class ResourceRoutes {
  private readonly kinds: readonly ResourceType[];
  private readonly store: ObjectStore;
  private readonly watches: Watches;
  private readonly writes: Writes;

  constructor(options: {
    kinds: readonly ResourceType[];
    store: ObjectStore;
    watches: Watches;
    writes: Writes;
  }) {
    this.kinds = options.kinds;
    this.store = options.store;
    this.watches = options.watches;
    this.writes = options.writes;
  }

  /** For a group and version that are served. */
  async serve(
    req: Request,
    res: Response,
    target: ResourceTarget,
  ): Promise<void> {
    const type = this.kinds.find(
      kind =>
        kind.group === target.group &&
        kind.version === target.version &&
        kind.plural === target.plural,
    );
    if (!type) throw errors.noSuchResource();
    if (target.namespace !== undefined && !type.namespaced) {
      throw errors.noSuchResource();
    }
    const format = formatOf(req.headers.accept);
    const request: WriteRequest = {
      req,
      type,
      namespace: target.namespace,
      name: target.name ?? '',
      subresource: subresourceOf(type, target.subresource),
      query: queryOf(req),
    };
    if (target.name) await this.object(res, request, format);
    else await this.collection(res, request, format);
  }

  private async collection(
    res: Response,
    request: WriteRequest,
    format: Format,
  ): Promise<void> {
    const { req, type, namespace, query } = request;
    switch (req.method) {
      case 'GET':
        if (isWatch(query)) {
          this.watches.serve(type, namespace, query, format, res);
        } else {
          sendJson(
            res,
            200,
            listObjects(this.store, type, namespace, query, format),
          );
        }
        return;
      case 'POST':
        send(res, await this.writes.create(request));
        return;
      case 'DELETE':
        sendJson(res, 200, this.deleteCollection(request));
        return;
      default:
        // Custom resources are routed by one handler, which misses the name.
        throw type.schema
          ? errors.badRequest('name must be provided')
          : errors.methodNotAllowed();
    }
  }

  private async object(
    res: Response,
    request: WriteRequest,
    format: Format,
  ): Promise<void> {
    const { req, type, namespace, name, subresource } = request;
    switch (req.method) {
      case 'GET': {
        const object = this.store.get(type, namespace, name);
        if (!object) throw errors.notFound(type, name);
        sendJson(
          res,
          200,
          subresource === 'scale' ? scaleOf(object) : formatted(object, format),
        );
        return;
      }
      case 'PUT':
        send(res, await this.writes.replace(request));
        return;
      case 'PATCH':
        send(res, await this.writes.patch(request));
        return;
      case 'DELETE':
        if (subresource) throw errors.methodNotAllowed();
        send(res, this.writes.delete(request));
        return;
      default:
        throw errors.methodNotAllowed();
    }
  }

  private deleteCollection(request: WriteRequest) {
    const { type, namespace, query } = request;
    const { matches } = selectionOf(type, query);
    const list = listObjects(this.store, type, namespace, query, 'object');
    for (const { metadata } of this.store
      .list(type, namespace)
      .filter(matches)) {
      const { name } = metadata;
      this.writes.delete({ ...request, name, namespace: metadata.namespace });
    }
    return list;
  }
}
