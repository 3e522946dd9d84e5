import { LoggerService } from '@backstage/backend-plugin-api';
import { SyncWindow } from '@backstage-gitops/plugin-gitops-common';
import { TroubleLog } from '@backstage-gitops/plugin-gitops-node';
import {
  AppProject,
  projectNameOf,
  syncWindowsOf,
  WindowSubject,
} from './project/syncWindows';

/** What could not be read is tried again after this, or when it is due if that is sooner. */
const RETRY_MS = 60_000;

/** The projects of one Argo CD as last read, for their sync windows. */
export class AppProjects {
  readonly #log: TroubleLog;
  #projects: AppProject[] = [];
  /** In ms since 1970. */
  #dueAt = Number.NEGATIVE_INFINITY;
  /** Projects of which it was said that they are missing. */
  readonly #missed = new Set<string>();

  constructor(
    private readonly options: {
      who: string;
      logger: LoggerService;
      /** So long after they were read they are read anew, in ms. */
      everyMs: number;
      list: (signal: AbortSignal) => Promise<AppProject[]>;
    },
  ) {
    this.#log = new TroubleLog(options.logger);
  }

  /**
   * Reads them where that is due. Never throws: where it fails, those read before stand.
   * @returns whether that was tried
   */
  async readIfDue(signal: AbortSignal): Promise<boolean> {
    const { who, everyMs, list } = this.options;
    const startedAt = Date.now();
    if (startedAt < this.#dueAt) return false;
    try {
      this.#projects = await list(signal);
      this.#dueAt = startedAt + everyMs;
    } catch (error) {
      if (signal.aborted) return false;
      this.#dueAt = startedAt + Math.min(everyMs, RETRY_MS);
      const why = error instanceof Error ? error.message : String(error);
      this.#log.begins(`Sync windows of ${who} are not read: ${why}`);
      return true;
    }
    // Argo CD always has one, and leaves out what an account may not read.
    if (this.#projects.length === 0) {
      this.#log.begins(
        `Sync windows of ${who} are not known: it shows no AppProject; may our account read them?`,
      );
    } else {
      this.#log.isOver(`Sync windows of ${who} are read again`);
    }
    return true;
  }

  /** Undefined where they are not known. */
  syncWindowsOf(subject: WindowSubject): SyncWindow[] | undefined {
    const windows = syncWindowsOf(this.#projects, subject);
    if (!windows && this.#projects.length > 0) this.#miss(subject);
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
