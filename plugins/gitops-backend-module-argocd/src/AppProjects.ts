import { LoggerService } from '@backstage/backend-plugin-api';
import { SyncWindow } from '@backstage-gitops/plugin-gitops-common';
import { LastRead, LastReadOptions } from './LastRead';
import {
  AppProject,
  projectNameOf,
  syncWindowsOf,
  WindowSubject,
} from './project/syncWindows';

/** The projects of one Argo CD as last read, for their sync windows. */
export class AppProjects {
  readonly #projects: LastRead<AppProject>;
  /** Projects of which it was said that they are missing. */
  readonly #missed = new Set<string>();

  constructor(
    private readonly options: {
      who: string;
      logger: LoggerService;
    } & Pick<LastReadOptions<AppProject>, 'everyMs' | 'list'>,
  ) {
    this.#projects = new LastRead({
      ...options,
      what: `Sync windows of ${options.who}`,
      kind: 'AppProject',
    });
  }

  /** See `LastRead`. */
  readIfDue(signal: AbortSignal): Promise<boolean> {
    return this.#projects.readIfDue(signal);
  }

  /** Undefined where they are not known. */
  syncWindowsOf(subject: WindowSubject): SyncWindow[] | undefined {
    const { items } = this.#projects;
    const windows = syncWindowsOf(items, subject);
    if (!windows && items.length > 0) this.#miss(subject);
    return windows;
  }

  #miss(subject: WindowSubject): void {
    const name = projectNameOf(subject);
    if (this.#missed.has(name)) return;
    this.#missed.add(name);
    this.options.logger.warn(
      `Sync windows of project ${name} of ${this.options.who} are not known: it is not among those that it shows; unless it is a new one, may our account read it?`,
    );
  }
}
