import { LoggerService } from '@backstage/backend-plugin-api';
import { SyncWindow } from '@backstage-gitops/plugin-gitops-common';
import {
  ObservedApplication,
  TroubleLog,
} from '@backstage-gitops/plugin-gitops-node';
import { AppProject, syncWindowsOf } from './project/syncWindows';

/** The projects of one Argo CD as last read, for their sync windows. */
export class AppProjects {
  readonly #log: TroubleLog;
  #projects: AppProject[] = [];

  constructor(
    private readonly options: {
      who: string;
      logger: LoggerService;
      list: (signal: AbortSignal) => Promise<AppProject[]>;
    },
  ) {
    this.#log = new TroubleLog(options.logger);
  }

  /** Reads them anew. Never throws: where that fails, those read before stand. */
  async read(signal: AbortSignal): Promise<void> {
    const { who, list } = this.options;
    try {
      this.#projects = await list(signal);
    } catch (error) {
      if (signal.aborted) return;
      const why = error instanceof Error ? error.message : String(error);
      this.#log.begins(`Sync windows of ${who} are not read: ${why}`);
      return;
    }
    // Argo CD always has one, and leaves out what an account may not read.
    if (this.#projects.length === 0) {
      this.#log.begins(
        `Sync windows of ${who} are not known: it shows no AppProject; may our account read them?`,
      );
    } else {
      this.#log.isOver(`Sync windows of ${who} are read again`);
    }
  }

  syncWindowsOf(application: ObservedApplication): SyncWindow[] {
    return syncWindowsOf(this.#projects, application);
  }
}
