import type { Request, RequestHandler, Response } from 'express';
import type { Clock } from '../../clock';
import * as errors from '../errors';
import type { ResourceType } from '../kinds';
import type { ObjectStore } from '../store';
import type { ObjectWriter } from '../writer';
import { type Account, accountOf, ANONYMOUS, usernameOf } from './auth';
import * as discovery from './discovery';
import { formatOf } from './media';
import { ResourceRoutes, verbOf } from './resourceRoutes';
import { review } from './reviews';
import { sendJson, sendText } from './send';
import {
  parseTarget,
  resourceName,
  type ResourceTarget,
  servesVersion,
  type Target,
} from './target';
import { Watches } from './watch';
import { Writes } from './writes';

export interface ApiOptions {
  store: ObjectStore;
  writer: ObjectWriter;
  kinds: readonly ResourceType[];
  accounts: readonly Account[];
  clock: Clock;
  bookmarkIntervalMs: number;
  watchBufferBytes: number;
}

const DISCOVERY_TYPE =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

function noPage(res: Response): void {
  sendText(res, 404, '404 page not found\n');
}

function json(res: Response, body: object | undefined): void {
  if (body) sendJson(res, 200, body);
  else noPage(res);
}

function sendError(res: Response, error: unknown): void {
  const { status } =
    error instanceof errors.KubeError
      ? error
      : errors.internalError(String(error));
  if (res.headersSent) res.destroy();
  else sendJson(res, status.code, status);
}

/** The HTTP face of a cluster; `close` ends its watches. */
export function createApi(options: ApiOptions): {
  handler: RequestHandler;
  close: () => void;
} {
  const { kinds, accounts } = options;
  const watches = new Watches(options);
  const routes = new ResourceRoutes({
    ...options,
    watches,
    writes: new Writes(options),
  });

  const discover = (req: Request, res: Response, core: boolean) => {
    if (formatOf(req.headers.accept) !== 'aggregatedDiscovery') {
      const address = req.headers.host ?? '';
      json(
        res,
        core ? discovery.legacyVersions(address) : discovery.groupList(kinds),
      );
      return;
    }
    const { body, etag } = discovery.aggregatedDiscovery(kinds, core);
    res.set({ 'Cache-Control': 'public', ETag: etag, Vary: 'Accept' });
    if (req.headers['if-none-match'] === etag) {
      res.status(304).end();
      return;
    }
    sendJson(res, 200, body, DISCOVERY_TYPE);
  };

  const refuse = (user: string, verb: string, resource: ResourceTarget) =>
    errors.forbidden(
      user,
      verb,
      { ...resource, kind: resource.plural },
      resource,
    );

  const refuseAnonymous = (req: Request, target: Target) =>
    target.kind === 'resource'
      ? refuse(ANONYMOUS, verbOf(req, target.resource), target.resource)
      : errors.forbiddenPath(ANONYMOUS, verbOf(req), req.path);

  const authorize = (
    req: Request,
    account: Account,
    target: ResourceTarget,
  ) => {
    const verb = verbOf(req, target);
    const { group } = target;
    if (!account.may({ verb, group, resource: resourceName(target) })) {
      throw refuse(usernameOf(account), verb, target);
    }
  };

  const answer = async (req: Request, res: Response) => {
    const target = parseTarget(req.path);
    const account = accountOf(req, accounts);
    if (target.kind === 'version') return json(res, discovery.versionInfo());
    if (target.kind === 'health') {
      sendText(res, 200, 'ok');
      return undefined;
    }
    if (!account) throw refuseAnonymous(req, target);
    switch (target.kind) {
      case 'legacyGroup':
        return discover(req, res, true);
      case 'groups':
        return discover(req, res, false);
      case 'group':
        return json(res, discovery.groupOf(kinds, target.group));
      case 'groupVersion':
        return json(res, discovery.resourceList(kinds, target));
      case 'resource': {
        const answered = await review(
          req,
          account,
          target.resource,
          options.clock(),
        );
        if (answered) return sendJson(res, 201, answered);
        authorize(req, account, target.resource);
        if (!servesVersion(kinds, target.resource)) return noPage(res);
        return routes.serve(req, res, target.resource);
      }
      default:
        return noPage(res);
    }
  };

  return {
    handler: (req, res) => {
      res.set('Cache-Control', 'no-cache, private');
      res.removeHeader('X-Powered-By');
      answer(req, res).catch(error => sendError(res, error));
    },
    close: () => watches.close(),
  };
}
