import { LoggerService } from '@backstage/backend-plugin-api';
import { Engine, TroubleLog } from '@backstage-gitops/plugin-gitops-node';
import { Knex } from 'knex';
import {
  listInstancesGoneBefore,
  markInstanceGone,
  removeInstance,
} from '../store/goneInstances';
import { listInstances } from '../store/instances';
import { Loop } from './Loop';
import { reasonOf } from './reasonOf';
import { Recorder } from './Recorder';

/** A configuration that is wrong for a day costs nothing of what is known. */
const KEEP_GONE_MS = 24 * 3_600_000;

/** Forgets instances that nothing has configured for a day, with their applications. */
export class InstanceSweeper {
  readonly #loop: Loop;

  constructor(options: {
    db: Knex;
    logger: LoggerService;
    recorder: Recorder;
    engines: Engine[];
    keepMs?: number;
  }) {
    const { db, logger, recorder, engines, keepMs = KEEP_GONE_MS } = options;
    const trouble = new TroubleLog(logger);
    this.#loop = new Loop({
      run: async () => {
        await markWithoutEngine(db, engines);
        const limit = new Date(Date.now() - keepMs).toISOString();
        for (const gone of await listInstancesGoneBefore(db, limit)) {
          await recorder.forget({ engine: gone.engine, instance: gone.name });
          await removeInstance(db, gone);
          logger.info(`Instance "${gone.name}" (${gone.engine}) is forgotten.`);
        }
      },
      intervalMs: 10 * 60_000,
      onError: error =>
        trouble.begins(
          `Gone instances are not cleared away: ${reasonOf(error)}`,
        ),
      onSuccess: () => trouble.isOver('Gone instances are cleared away again'),
    });
  }

  start(signal: AbortSignal): Promise<void> {
    return this.#loop.start(signal);
  }
}

async function markWithoutEngine(db: Knex, engines: Engine[]): Promise<void> {
  for (const stored of await listInstances(db)) {
    if (!engines.some(engine => engine.kind === stored.engine)) {
      await markInstanceGone(db, stored, new Date().toISOString());
    }
  }
}
