import { Knex } from 'knex';
import { streamLog } from '../commands/walkCommits';
import { Mirror } from '../commands/mirror';
import { claimVersion } from '../store/claimVersion';
import { insertCommits } from '../store/insertCommits';
import { moveTrunk } from '../store/moveTrunk';
import { RepositoryWork } from '../store/readWork';
import { resetTrunk } from '../store/resetTrunk';
import {
  DeclaringFiles,
  saveDeclaringFiles,
} from '../store/saveDeclaringFiles';
import { saveIndexed } from '../store/saveHealth';
import { FoundInputs, saveInputs } from '../store/saveInputs';
import { deleteUnusedRevisions, saveRevisions } from '../store/saveRevisions';
import { saveTargets } from '../store/saveTargets';
import { Fetched } from './fetchWanted';
import { IndexPlan } from './planIndex';

export interface IndexChange {
  work: RepositoryWork;
  fetched: Fetched;
  plan: IndexPlan;
  inputs: readonly FoundInputs[];
  declaring: readonly DeclaringFiles[];
  nowMs: number;
}

/**
 * Writes commits, cursors and inputs in one transaction: after a crash it is all
 * there or nothing is, and running again changes nothing.
 *
 * @returns the applications whose inputs are others now
 * @throws ConflictError where another replica was faster
 */
export async function applyIndex(
  db: Knex,
  mirror: Mirror,
  change: IndexChange,
): Promise<Set<string>> {
  const { work, fetched, plan, nowMs } = change;
  const repositoryId = work.repository.id;
  return db.transaction(async tx => {
    await claimVersion(tx, repositoryId, work.repository.version);
    if (plan.rebuild) await resetTrunk(tx, repositoryId);
    const inserted = plan.range
      ? await streamLog(mirror, plan.range, commits =>
          insertCommits(tx, {
            repositoryId,
            commits,
            onTrunk: new Set(plan.joins),
            landings: plan.landings,
            shallow: plan.shallow,
            now: Math.floor(nowMs / 1000),
          }),
        )
      : new Set<string>();
    await moveTrunk(tx, {
      repositoryId,
      joins: plan.joins,
      leaves: plan.leaves,
      landings: plan.landings,
      inserted,
    });
    await saveTargets(tx, repositoryId, fetched.tips);
    await saveRevisions(tx, repositoryId, plan.revisions, nowMs);
    const changed = await saveInputs(tx, repositoryId, change.inputs);
    const declared = await saveDeclaringFiles(
      tx,
      repositoryId,
      change.declaring,
    );
    await deleteUnusedRevisions(tx, repositoryId);
    await saveIndexed(tx, repositoryId, {
      trunk: fetched.trunk,
      partial: plan.shallow.size > 0,
      nowMs,
    });
    return new Set([...changed, ...declared]);
  });
}
