import { LoggerService } from '@backstage/backend-plugin-api';
import { Capabilities } from '@backstage-gitops/plugin-gitops-common';
import {
  EngineInstance,
  Observation,
  ObserveOptions,
  TroubleLog,
  waitAtMost,
} from '@backstage-gitops/plugin-gitops-node';
import { Knex } from 'knex';
import { ReportingInstance } from './config';
import { News } from './News';
import { overdueWords, withoutWord } from './report/overdue';
import {
  readAll,
  readNewer,
  readReportedBetween,
  Reported,
  ReportState,
  readState,
} from './store/readReports';

/** A report that reached another replica is seen after this, in ms. */
const POLL_MS = 5_000;
/** While nothing changes, this often it is said that reports are in time, in ms. */
const ALIVE_MS = 60_000;
/** An instance that is overdue says so again after this, in ms. */
const REPEAT_MS = 2 * 60_000;

/** What was seen of the reports so far. */
interface Seen {
  version: number;
  /** ISO 8601: what was last reported until then has no word any more. */
  limit: string;
  toldAt: number;
}

/** Something that reports its state: read from the database, where all replicas keep it. */
export class ReportedInstance implements EngineInstance {
  readonly name: string;
  readonly capabilities: Capabilities = {
    drift: true,
    driftWhilePending: true,
    operations: [],
    resources: false,
    diff: false,
  };
  readonly #expectMs: number;
  readonly #unread: TroubleLog;
  #isOverdueTold = false;

  constructor(
    private readonly options: {
      db: Knex;
      news: News;
      instance: ReportingInstance;
      logger: LoggerService;
    },
  ) {
    this.#unread = new TroubleLog(options.logger);
    this.name = options.instance.name;
    this.#expectMs = options.instance.expectEverySeconds * 1000;
  }

  async *observe({
    signal,
  }: Pick<ObserveOptions, 'signal'>): AsyncGenerator<Observation, void> {
    const { db, news, instance } = this.options;
    const { expectEverySeconds } = instance;
    const startedAt = Date.now();
    let seen: Seen | undefined;
    while (!signal.aborted) {
      // Taken before anything is read, so that nothing is missed in between.
      const told = news.next();
      const state = await this.#read(() => readState(db, this.name));
      const now = Date.now();
      const dueAt = state ? Date.parse(state.reportedAt) + this.#expectMs : 0;
      if (state && dueAt >= now) {
        this.#isOverdueTold = false;
        seen = yield* this.#tell(state, seen, now);
      } else if (!this.#isOverdueTold || now - startedAt >= REPEAT_MS) {
        this.#isOverdueTold = true;
        throw new Error(
          overdueWords(state?.reportedAt, expectEverySeconds, now),
        );
      }
      const untilDue = dueAt >= now ? dueAt - now + 1 : POLL_MS;
      await waitAtMost(Math.min(POLL_MS, untilDue), told, signal);
    }
  }

  /** What is otherwise than it was seen, and then that the instance is there. */
  async *#tell(
    state: ReportState,
    seen: Seen | undefined,
    now: number,
  ): AsyncGenerator<Observation, Seen> {
    const { db } = this.options;
    const { version, relistVersion, reportedAt: at } = state;
    const limit = new Date(now - this.#expectMs).toISOString();
    if (!seen || relistVersion > seen.version) {
      const all = await this.#read(() => readAll(db, this.name));
      const applications = all.map(reported => asOf(limit, reported));
      yield { type: 'snapshot', applications, at };
      return { version, limit, toldAt: now };
    }
    const { version: last, limit: from } = seen;
    const changed = await this.#read(async () => [
      ...(version > last ? await readNewer(db, this.name, last) : []),
      ...(await readReportedBetween(db, this.name, { from, until: limit })),
    ]);
    for (const reported of changed) {
      yield { type: 'changed', application: asOf(limit, reported), at };
    }
    const isDue = now - seen.toldAt >= ALIVE_MS;
    if (version === seen.version && !isDue) return { ...seen, limit };
    yield { type: 'alive', at };
    return { version, limit, toldAt: now };
  }

  /** A database's words are for the log, not for whoever looks at the instance. */
  async #read<T>(work: () => Promise<T>): Promise<T> {
    try {
      const result = await work();
      this.#unread.isOver(`Reports of "${this.name}" are read again`);
      return result;
    } catch (error) {
      this.#unread.begins(`Reports of "${this.name}" are not read: ${error}`);
      throw new Error(
        'What was reported cannot be read; the log of the backend says why.',
      );
    }
  }
}

function asOf(limit: string, { observed, reportedAt }: Reported) {
  return reportedAt > limit ? observed : withoutWord(observed, reportedAt);
}
