import { LoggerService } from '@backstage/backend-plugin-api';
import { Engine } from '@backstage-gitops/plugin-gitops-node';
import { Knex } from 'knex';
import {
  listInstancesGoneBefore,
  markInstanceGone,
  removeInstance,
} from '../store/goneInstances';
import { listInstances } from '../store/instances';
import { Loop } from './Loop';
import { Recorder } from './Recorder';
import { sweeper } from './sweeper';

/** A configuration that is wrong for a day costs nothing of what is known. */
const KEEP_GONE_MS = 24 * 3_600_000;

/** Forgets instances that nothing has configured for a day, with their applications. */
export function instanceSweeper(options: {
  db: Knex;
  logger: LoggerService;
  recorder: Recorder;
  engines: Engine[];
  keepMs?: number;
}): Loop {
  const { db, logger, recorder, engines, keepMs = KEEP_GONE_MS } = options;
  return sweeper({
    what: 'Gone instances',
    logger,
    intervalMs: 10 * 60_000,
    run: async () => {
      await markWithoutEngine(db, engines);
      const limit = new Date(Date.now() - keepMs).toISOString();
      for (const gone of await listInstancesGoneBefore(db, limit)) {
        await recorder.forget({ engine: gone.engine, instance: gone.name });
        await removeInstance(db, gone);
        logger.info(`Instance "${gone.name}" (${gone.engine}) is forgotten.`);
      }
    },
  });
}

async function markWithoutEngine(db: Knex, engines: Engine[]): Promise<void> {
  for (const stored of await listInstances(db)) {
    if (!engines.some(engine => engine.kind === stored.engine)) {
      await markInstanceGone(db, stored, new Date().toISOString());
    }
  }
}
