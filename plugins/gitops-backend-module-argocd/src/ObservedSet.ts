import {
  ApplicationKey,
  Observation,
  ObservedApplication,
} from '@backstage-gitops/plugin-gitops-node';
import { ApplicationName } from './api/ArgocdClient';
import { ApplicationSets } from './ApplicationSets';
import { AppProjects } from './AppProjects';
import { Drift, DriftChecks } from './drift/DriftChecks';
import { LastSync } from './drift/driftFields';
import { lastSync, removedResources } from './drift/lastSync';
import { ArgocdApplication } from './project/application';
import { projectApplication } from './project/projectApplication';

interface Entry {
  observed: ObservedApplication;
  controllerNamespace: string | undefined;
  lastSync: LastSync | null;
  drift: Drift;
  /** The comparison that was last checked for drift, and when that was, in ms since 1970. */
  comparison: string | null;
  checkedAt: number;
}

/** So long an event waits for its drift check, so that it is told once and whole. */
const DRIFT_WAIT_MS = 2000;

function keyOf({ namespace, name }: ApplicationName) {
  return `${namespace}/${name}`;
}

/** What Argo CD found, but not when: it looks every few minutes, mostly to find the same. */
function comparisonOf({ status }: ArgocdApplication): string {
  return JSON.stringify([
    status?.sync,
    status?.health,
    status?.resources,
    status?.history?.at(-1)?.id,
    status?.operationState?.finishedAt,
  ]);
}

/** The applications of an instance as last seen, with the drift that was found out about them. */
export class ObservedSet {
  readonly #entries = new Map<string, Entry>();

  /** Last looks from before this set began, of what did not come since, by UID. */
  readonly #known: Map<string, ObservedApplication>;
  /** What was missing then, by the application's UID. */
  readonly #missing: Map<string, ReadonlySet<string>>;

  /** @param known - not kept: they are as many as there are applications */
  constructor(
    known: ObservedApplication[],
    private readonly options: {
      frontendUrl: string;
      checks: DriftChecks;
      projects: AppProjects;
      sets: ApplicationSets;
      signal: AbortSignal;
      emit: (observation: Observation) => void;
      /** Between two checks of the instance where nothing is new. */
      recheckMs: number;
    },
  ) {
    this.#known = new Map(
      known.flatMap(each => (each.uid ? [[each.uid, each]] : [])),
    );
    this.#missing = new Map(
      known.flatMap(({ uid, drift }) => {
        const missing = removedResources(drift);
        return uid && missing.size > 0 ? [[uid, missing]] : [];
      }),
    );
  }

  /** One application of each project whose applications are all gone but were known. */
  oneOfEachProjectWithout(names: ApplicationName[]): ObservedApplication[] {
    const present = new Set(names.map(keyOf));
    const byProject = new Map<string | undefined, ObservedApplication | null>();
    const all = [...this.#entries.values()].map(({ observed }) => observed);
    for (const each of [...all, ...this.#known.values()]) {
      const { project } = each;
      if (present.has(keyOf(each))) byProject.set(project, null);
      else if (!byProject.has(project)) byProject.set(project, each);
    }
    return [...byProject.values()].filter(each => each !== null);
  }

  /** See `ApplicationSets`. */
  async readSetsIfDue(signal: AbortSignal): Promise<void> {
    const all = [...this.#entries.values()].map(({ observed }) => observed);
    await this.options.sets.readIfDue(all, signal);
  }

  snapshot(): ObservedApplication[] {
    return [...this.#entries.values()].map(entry => this.#whole(entry));
  }

  remove({ metadata }: ArgocdApplication): ApplicationKey {
    this.#drop(metadata);
    const { namespace, name } = metadata;
    return { kind: 'Application', namespace, name };
  }

  /** Drops what is not there any more; all that is there has come. */
  retain(isPresent: (name: ApplicationName) => boolean): void {
    for (const { observed } of this.#entries.values()) {
      if (!isPresent(observed)) this.#drop(observed);
    }
    this.#known.clear();
  }

  #drop(application: ApplicationName): void {
    this.#entries.delete(keyOf(application));
    this.options.checks.forget(application);
  }

  /**
   * Takes an application in, and tells of it as soon as its drift is known or
   * has been waited for; and once more if that comes later. Resolves when it was told.
   */
  async put(application: ArgocdApplication): Promise<void> {
    const key = keyOf(application.metadata);
    const { frontendUrl, checks, signal, emit } = this.options;
    const uid = application.metadata.uid ?? '';
    const before = this.#entries.get(key);
    const isSame = (before?.observed.uid ?? '') === uid;
    const previous = (isSame && before?.observed) || this.#known.get(uid);
    this.#known.delete(uid);
    const observed = projectApplication(application, { frontendUrl, previous });
    const entry: Entry = {
      observed,
      controllerNamespace: application.status?.controllerNamespace ?? undefined,
      lastSync: lastSync(
        application,
        (isSame && before?.lastSync) || null,
        this.#missing.get(uid),
        previous,
      ),
      drift: (isSame && before?.drift) || null,
      comparison: (isSame && before?.comparison) || null,
      checkedAt: (isSame && before?.checkedAt) || Number.NEGATIVE_INFINITY,
    };
    this.#entries.set(key, entry);
    const tell = () => {
      if (this.#entries.get(key) === entry) {
        emit({ type: 'changed', application: this.#whole(entry) });
      }
    };
    const { status, comparisonFailed } = observed.sync;
    if (
      status !== 'OutOfSync' ||
      comparisonFailed ||
      !entry.lastSync?.isCompared
    ) {
      entry.comparison = null;
      entry.drift = observed.drift;
      tell();
      return;
    }
    const comparison = comparisonOf(application);
    if (comparison === entry.comparison && !this.#isDue(entry)) {
      tell();
      return;
    }
    entry.checkedAt = Date.now();
    const check = checks
      .check(
        {
          namespace: observed.namespace,
          name: observed.name,
          project: observed.project,
          lastSync: entry.lastSync,
        },
        signal,
      )
      .then(drift => {
        entry.drift = drift;
        entry.comparison = drift ? comparison : null;
      });
    let isTold = false;
    const timer = setTimeout(() => {
      isTold = true;
      tell();
    }, DRIFT_WAIT_MS);
    await check;
    clearTimeout(timer);
    if (!isTold || entry.drift) tell();
  }

  /**
   * Whether to check again where Argo CD has found the same: another field of what is
   * out of sync may have been changed since, which it does not tell. Of many out of
   * sync each has its turn, so that an instance is asked no more often for it.
   */
  #isDue({ checkedAt }: Entry): boolean {
    const checked = [...this.#entries.values()].filter(
      each => each.comparison !== null,
    );
    return Date.now() - checkedAt >= this.options.recheckMs * checked.length;
  }

  #whole(entry: Entry): ObservedApplication {
    const { projects, sets } = this.options;
    const { controllerNamespace, drift } = entry;
    const observed = sets.complete(entry.observed, controllerNamespace);
    const syncWindows = projects.syncWindowsOf(observed);
    // For the looks that come after, when they may not be known any more.
    entry.observed = syncWindows ? { ...observed, syncWindows } : observed;
    return { ...entry.observed, drift };
  }
}
