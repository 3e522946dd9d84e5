import {
  MAX_SYNC_WINDOWS,
  SyncWindow,
  SyncWindowState,
} from '@backstage-gitops/plugin-gitops-common';
import { readWindow, ReadWindow } from './readWindow';
import { syncWindowState } from './syncWindowState';

interface Entry {
  /** Null where one of them cannot be read. */
  windows: ReadWindow[] | null;
  state: SyncWindowState | null;
  /** Times in ms since 1970 from and before which that is the state. */
  from: number;
  before: number;
}

/** What changes only in some days comes into view as time goes by. */
const LOOK_AGAIN_MS = 10 * 60_000;

/**
 * What sync windows say now. Applications share windows, so that of a list of
 * hundreds a few are worked out, and those only when something opens or closes.
 */
export class SyncWindowStates {
  readonly #now: () => number;
  readonly #max: number;
  readonly #entries = new Map<string, Entry>();

  /** @param options.max - so many sets of windows are kept */
  constructor(options: { now?: () => number; max?: number } = {}) {
    this.#now = options.now ?? Date.now;
    this.#max = options.max ?? 500;
  }

  /**
   * Null where there are none, and where it is not known: Argo CD refuses every sync
   * while a schedule or a duration is none, but which of them it can read is not ours
   * to say; and of as many as are kept there may be more.
   */
  of(windows: SyncWindow[]): SyncWindowState | null {
    if (windows.length === 0 || windows.length >= MAX_SYNC_WINDOWS) return null;
    const key = JSON.stringify(windows);
    const now = this.#now();
    const kept = this.#entries.get(key);
    if (kept && kept.from <= now && now < kept.before) return kept.state;
    const entry = entryOf(kept ? kept.windows : readAll(windows), now);
    // What was worked out last is last in order.
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > this.#max) this.#entries.delete(oldest);
    return entry.state;
  }
}

function readAll(windows: SyncWindow[]): ReadWindow[] | null {
  const read = windows.flatMap(window => readWindow(window) ?? []);
  return read.length === windows.length ? read : null;
}

function entryOf(windows: ReadWindow[] | null, now: number): Entry {
  const state = windows && syncWindowState(windows, now);
  const changes = [state?.automated.until, state?.manual.until].flatMap(until =>
    until ? [Date.parse(until)] : [],
  );
  return {
    windows,
    state,
    from: now,
    before: Math.min(now + LOOK_AGAIN_MS, ...changes),
  };
}
