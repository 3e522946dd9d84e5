import { setImmediate, setTimeout as delay } from 'timers/promises';
import { ObservedApplication } from '@backstage-gitops/plugin-gitops-node';
import { Knex } from 'knex';
import { chunks } from '../git/store/chunks';
import { GitHistory } from '../git/types';
import { SeenRequest } from '../operations/followRequests';
import { hashOf } from '../store/hash';
import { loadObservations } from '../store/loadObservations';
import { StoredObservation } from '../store/rows';
import { ApplicationWrite, saveApplications } from '../store/saveApplications';
import { TransitionEvent } from '../transition';
import { gitSources } from './gitSources';
import { bindAlike, declarationOf, differingIn, Look, weigh } from './look';
import { shownRequests } from './shownRequests';

export interface ApplicationWriterOptions {
  db: Knex;
  git: GitHistory;
  environmentOf: (observed: ObservedApplication) => string | null;
  /** Told after each write, of what was written or removed. */
  onChanged: (applicationIds: string[], version: number) => void;
  /** Told when what binds an application to entities may have changed. */
  onBindable: () => void;
  onEvents?: (events: TransitionEvent[]) => void;
  /** Told when there may be something new to tell of alerts. */
  onAlerts?: () => void;
  /** Told of what engines show of the portal's requests. */
  onRequests?: (seen: SeenRequest[]) => Promise<void>;
}

const CHUNK = 200;
const MAX_ATTEMPTS = 10;
/** Times the number of attempts, in ms. */
const MAX_PAUSE_MS = 20;

/**
 * Works out what looks change, and writes that. One application is written by one
 * writer at a time: who was overtaken reads again and works it out anew.
 */
export class ApplicationWriter {
  readonly #options: ApplicationWriterOptions;
  /** What Git history was told in this process, by the hash of what was observed. */
  readonly #tracked = new Map<string, string>();

  constructor(options: ApplicationWriterOptions) {
    this.#options = options;
  }

  /** @param looks - at most one per application */
  async write(looks: Look[]): Promise<void> {
    for (const chunk of chunks(looks, CHUNK)) {
      // SQLite works on this thread: whatever else there is to do has its turn.
      await setImmediate();
      let waiting = chunk;
      const added: Look[] = [];
      for (let attempt = 0; waiting.length > 0; attempt++) {
        if (attempt === MAX_ATTEMPTS) {
          throw new Error('Applications change faster than they are written.');
        }
        // Two that go on at the same pace would have the same one overtaken each time.
        if (attempt > 0) await delay(Math.random() * attempt * MAX_PAUSE_MS);
        const { overtaken, unknown } = await this.#attempt(waiting);
        added.push(...waiting.filter(({ id }) => unknown.has(id)));
        waiting = waiting.filter(look => overtaken.has(look.id));
      }
      // News that Git had of them before they were kept found nothing to change.
      if (added.length > 0) {
        await this.write(added.map(({ observed: _, ...look }) => look));
      }
    }
  }

  /** Ends what is known of applications that were removed from the store. */
  async forget(ids: string[]): Promise<void> {
    for (const id of ids) {
      this.#tracked.delete(id);
      await this.#options.git.forget(id);
    }
  }

  /** Returns the ids of those that were overtaken, and of those that were not kept before. */
  async #attempt(
    looks: Look[],
  ): Promise<Record<'overtaken' | 'unknown', Set<string>>> {
    const { db, git, environmentOf } = this.#options;
    const ids = looks.map(look => look.id);
    const stored = await loadObservations(db, ids);
    for (const look of looks) await this.#track(look, stored.get(look.id));
    const facts = await git.facts(ids);
    const now = new Date().toISOString();
    const weighed = looks.flatMap(look => {
      const before = stored.get(look.id);
      const observed = look.observed ?? before?.observed;
      if (!observed) return [];
      const environment = environmentOf(observed);
      const result = weigh(look, observed, before, {
        facts: facts.get(look.id),
        environment,
        now,
      });
      return result ? [result] : [];
    });
    const overtaken = new Set(
      await saveApplications(
        db,
        weighed.map(({ write }) => write),
      ),
    );
    const written = weighed.filter(
      ({ write }) => !overtaken.has(write.record.id),
    );
    this.#tell(
      written.map(({ write }) => write),
      written.flatMap(({ events }) => events),
      stored,
    );
    const kept = looks.filter(({ id }) => !overtaken.has(id));
    await this.#options.onRequests?.(shownRequests(kept, stored));
    const unknown = written
      .filter(({ write }) => write.previousVersion === undefined)
      .map(({ write }) => write.record.id);
    return { overtaken, unknown: new Set(unknown) };
  }

  async #track(
    look: Look,
    stored: StoredObservation | undefined,
  ): Promise<void> {
    const { id, observed } = look;
    if (!observed) return;
    const hash = hashOf(observed);
    if (this.#tracked.get(id) === hash) return;
    const sources = gitSources(observed);
    const declaration = declarationOf(look, observed);
    const { git } = this.#options;
    if (sources.length > 0 || declaration) {
      const differing = differingIn(look, observed);
      await git.track({ id, sources, declaration, differing });
    } else if (stored) await git.forget(id);
    this.#tracked.set(id, hash);
  }

  #tell(
    writes: ApplicationWrite[],
    events: TransitionEvent[],
    stored: Map<string, StoredObservation>,
  ): void {
    if (writes.length === 0) return;
    const { onChanged, onBindable, onEvents, onAlerts } = this.#options;
    const versions = writes.map(write => (write.previousVersion ?? 0) + 1);
    onChanged(
      writes.map(write => write.record.id),
      Math.max(...versions),
    );
    if (events.length > 0) onEvents?.(events);
    if (
      writes.some(({ previous, record }) => previous?.drift || record.drift)
    ) {
      onAlerts?.();
    }
    const rebind = writes.some(
      ({ record, observed }) =>
        !bindAlike(stored.get(record.id)?.observed, observed),
    );
    if (rebind) onBindable();
  }
}
