import { KubeObject } from '../cluster/types';
import {
  Application,
  automationOf,
  InitiatedBy,
  isMultiSource,
  Operation,
  SelectedResource,
  Source,
  sourcesOf,
} from './application';
import { findApplication, setOperation } from './applicationStore';
import { ArgoContext } from './context';
import {
  blockedByWindow,
  failedPrecondition,
  invalidArgument,
  operationInProgress,
  permissionDenied,
} from './errors';
import { AppKey, applicationRef } from './names';
import { syncWindowsOf } from './syncWindows';
import { resolveSource } from './targets';

export interface SyncOptions {
  revision?: string;
  /** Whether an automated application may be synced to what it does not target. */
  anyRevision?: boolean;
  prune?: boolean;
  dryRun?: boolean;
  resources?: SelectedResource[];
  infos?: Array<{ name: string; value: string }>;
  syncOptions?: string[];
  retry?: { limit?: number };
  initiatedBy: InitiatedBy;
  at: Date;
}

/** Checks as the API does, resolves the revision and sets the operation; throws ApiError. */
export async function requestSync(
  context: ArgoContext,
  key: AppKey,
  options: SyncOptions,
): Promise<KubeObject> {
  const app = existing(context, key);
  const manually = !options.initiatedBy.automated;
  if (!syncWindowsOf(context.home, app).canSync({ manually })) {
    throw blockedByWindow();
  }
  if (!options.anyRevision) {
    refuseForeignRevision(app, options);
  }
  const sources = sourcesOf(app.spec);
  const multi = isMultiSource(app.spec);
  const revisions = await resolveAll(
    context,
    sources,
    multi ? undefined : options.revision,
  );
  const syncOptions = options.syncOptions ?? app.spec.syncPolicy?.syncOptions;
  const prune =
    options.prune ??
    (options.initiatedBy.automated && automationOf(app.spec)?.prune);
  return setIfIdle(context, key, options.at, {
    sync: {
      ...(multi ? { revisions } : { revision: revisions[0] }),
      ...(prune && { prune: true }),
      ...(options.dryRun && { dryRun: true }),
      ...(options.resources?.length && {
        resources: options.resources.map(withoutEmptyGroup),
      }),
      ...(multi ? { sources } : { source: sources[0] }),
      ...(syncOptions?.length && { syncOptions }),
    },
    initiatedBy: options.initiatedBy,
    ...(options.infos?.length && { info: options.infos }),
    retry: options.retry ?? {},
  });
}

/** Asks for the state of an earlier history entry; throws ApiError. */
export async function requestRollback(
  context: ArgoContext,
  key: AppKey,
  options: Pick<SyncOptions, 'prune' | 'dryRun' | 'initiatedBy' | 'at'> & {
    id: number;
  },
): Promise<KubeObject> {
  const app = existing(context, key);
  if (automationOf(app.spec)) {
    throw failedPrecondition(
      'rollback cannot be initiated when auto-sync is enabled',
    );
  }
  const entry = app.status.history?.find(({ id }) => id === options.id);
  if (!entry) {
    throw invalidArgument(
      `application ${key.name} does not have deployment with id ${options.id}`,
    );
  }
  const syncOptions = app.spec.syncPolicy?.syncOptions;
  return setIfIdle(context, key, options.at, {
    sync: {
      ...(entry.sources?.length
        ? { revisions: entry.revisions, sources: entry.sources }
        : { revision: entry.revision, source: entry.source }),
      ...(options.prune && { prune: true }),
      ...(options.dryRun && { dryRun: true }),
      syncStrategy: { apply: {} },
      ...(syncOptions?.length && { syncOptions }),
    },
    initiatedBy: options.initiatedBy,
    retry: {},
  });
}

function existing({ home }: ArgoContext, key: AppKey): Application {
  const app = findApplication(home, key);
  if (!app) {
    throw permissionDenied();
  }
  if (app.metadata.deletionTimestamp) {
    throw failedPrecondition('application is deleting');
  }
  return app;
}

function refuseForeignRevision(
  { spec }: Application,
  { revision, dryRun }: SyncOptions,
): void {
  const target = spec.source?.targetRevision || 'HEAD';
  if (automationOf(spec) && !dryRun && revision && revision !== target) {
    throw failedPrecondition(
      `Cannot sync to ${revision}: auto-sync currently set to ${target}`,
    );
  }
}

async function resolveAll(
  { git }: ArgoContext,
  sources: Source[],
  revision: string | undefined,
): Promise<string[]> {
  try {
    const resolved = await Promise.all(
      sources.map(source => resolveSource(git, source, revision || undefined)),
    );
    return resolved.map(one => one.revision);
  } catch (error) {
    throw failedPrecondition(
      error instanceof Error ? error.message : String(error),
    );
  }
}

/** No await between the look and the write, so that two requests cannot both pass. */
function setIfIdle(
  { home }: ArgoContext,
  key: AppKey,
  at: Date,
  operation: Operation,
): KubeObject {
  if (home.get(applicationRef(key))?.operation) {
    throw operationInProgress();
  }
  return setOperation(home, key, operation, { at });
}

function withoutEmptyGroup({ group, ...rest }: SelectedResource) {
  return group ? { group, ...rest } : rest;
}
