import { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { KubeObject } from '../../cluster/types';
import { readApplication, sourcesOf } from '../application';
import { compareApplication } from '../compareApplication';
import { ArgoContext } from '../context';
import { ApiError, invalidArgument, permissionDenied } from '../errors';
import { toJson } from '../json';
import {
  API_SERVER,
  APPLICATION,
  AppKey,
  appKeyString,
  applicationRef,
  HYDRATE,
  REFRESH,
} from '../names';
import { Reconciler } from '../reconciler';
import { projectFields } from '../rules/fields';
import { createMask } from '../rules/masking';
import { hasProject } from '../specErrors';
import { syncWindowsOf } from '../syncWindows';
import { resolveSource } from '../targets';
import { applicationView, withResourceHealth } from './applicationView';
import { sendAnswer } from './auth';
import { managedResources } from './managedResources';
import {
  appKeyOf,
  applicationFilter,
  queryFields,
  queryList,
  queryText,
} from './query';
import { resourceTree } from './resourceTree';

/** The reading half of /applications. */
export function applicationRoutes(
  context: ArgoContext,
  reconciler: Reconciler,
): Router {
  const { home, git, compared } = context;
  const router = PromiseRouter();

  /** The application that a request names, if it may be read; throws ApiError. */
  const find = (request: Request): { key: AppKey; object: KubeObject } => {
    const key = appKeyOf(request);
    const object = home.get(applicationRef(key));
    const projects = queryList(request, 'project');
    if (!object) {
      throw permissionDenied();
    }
    const { project } = readApplication(object).spec;
    if (projects.length > 0 && !projects.includes(project)) {
      throw permissionDenied();
    }
    if (!hasProject(context, project)) {
      throw invalidArgument(
        `app is not allowed in project "${project}", or the project does not exist`,
      );
    }
    return { key, object };
  };
  const comparedOf = (key: AppKey) => compared.get(appKeyString(key));

  router.get('/applications', (request, response) => {
    const all = home.list(APPLICATION);
    const items = all
      .filter(applicationFilter(request))
      .sort((left, right) =>
        left.metadata.name < right.metadata.name ? -1 : 1,
      )
      .map(applicationView);
    const fields = queryFields(request);
    const resourceVersion = String(
      Math.max(0, ...all.map(one => Number(one.metadata.resourceVersion))),
    );
    const projected =
      fields.length > 0
        ? items.map(item => projectFields(item, fields, 'items.'))
        : items;
    sendAnswer(response, {
      metadata: { resourceVersion },
      items: projected.length > 0 ? projected : null,
    });
  });

  router.get('/applications/:name', async (request, response) => {
    const { key } = find(request);
    const refresh = queryText(request, 'refresh');
    if (refresh === 'normal' || refresh === 'hard') {
      home.edit(
        applicationRef(key),
        ({ metadata }) => {
          metadata.annotations = {
            ...metadata.annotations,
            [REFRESH]: refresh,
            [HYDRATE]: refresh,
          };
        },
        { manager: API_SERVER, at: context.clock() },
      );
      await reconciler.request(appKeyString(key), {
        level: 'latest',
        autoSync: true,
      });
    }
    sendAnswer(
      response,
      withResourceHealth(
        applicationView(find(request).object),
        comparedOf(key),
      ),
    );
  });

  router.get('/applications/:name/resource-tree', (request, response) => {
    const { key, object } = find(request);
    const { destination } = readApplication(object).spec;
    const cluster = context.destination(destination);
    sendAnswer(response, resourceTree(comparedOf(key) ?? [], cluster));
  });

  router.get('/applications/:name/managed-resources', (request, response) => {
    const { key } = find(request);
    sendAnswer(response, managedResources(comparedOf(key) ?? []));
  });

  router.get(
    '/applications/:name/revisions/:revision/metadata',
    async (request, response) => {
      const { spec } = readApplication(find(request).object);
      const index = Number(queryText(request, 'sourceIndex') || 0);
      const source = sourcesOf(spec)[index];
      if (!source) {
        throw invalidArgument(`source index ${index} not found`);
      }
      const { repository, revision } = await resolveSource(
        git,
        source,
        request.params.revision,
      ).catch(refuse);
      sendAnswer(response, await git.metadata(repository, revision));
    },
  );

  router.get('/applications/:name/manifests', async (request, response) => {
    const { key, object } = find(request);
    const revision = queryText(request, 'revision');
    const { resources, error } = await compareApplication(
      context,
      key,
      readApplication(object),
      { revisions: revision ? [revision] : [] },
    );
    if (error !== undefined) {
      throw new ApiError(2, error);
    }
    const targets = resources.flatMap(({ target }) => target ?? []);
    sendAnswer(response, {
      manifests: targets.map(target => toJson(createMask()(target))),
    });
  });

  router.get('/applications/:name/syncwindows', (request, response) => {
    const app = readApplication(find(request).object);
    const { active, assigned, canSync } = syncWindowsOf(home, app);
    sendAnswer(response, {
      ...(active.length > 0 && { activeWindows: active }),
      ...(assigned.length > 0 && { assignedWindows: assigned }),
      canSync: canSync({ manually: true }),
    });
  });

  router.get('/applications/:name/events', (request, response) => {
    const { resourceVersion } = find(request).object.metadata;
    sendAnswer(response, { metadata: { resourceVersion }, items: null });
  });

  router.get('/applications/:name/links', (request, response) => {
    find(request);
    sendAnswer(response, {});
  });

  return router;
}

function refuse(error: unknown): never {
  throw new ApiError(2, error instanceof Error ? error.message : String(error));
}
