import { Lease } from '../../leases/Lease';
import { streamLog } from '../commands/walkCommits';
import { Mirror } from '../commands/mirror';
import { LoggedCommit } from '../log/parseLog';
import { createHistoryWriter } from '../store/createHistoryWriter';
import { deleteRevisions } from '../store/deleteRevisions';
import { moveTrunk } from '../store/moveTrunk';
import { RepositoryWork } from '../store/readWork';
import { resetTrunk } from '../store/resetTrunk';
import {
  DeclaringFiles,
  saveDeclaringFiles,
} from '../store/saveDeclaringFiles';
import { saveIndexed, saveProgress } from '../store/saveHealth';
import { FoundInputs, saveInputs } from '../store/saveInputs';
import { deleteUnusedRevisions, saveRevisions } from '../store/saveRevisions';
import { saveTargets } from '../store/saveTargets';
import { Fetched } from './fetchWanted';
import { inBatches } from './inBatches';
import { IndexPlan } from './planIndex';
import { LogPlan } from './planLog';
import { readRenames } from './readRenames';

/** What was read of the files at the revisions that applications stand at. */
export interface ReadFiles {
  inputs: readonly FoundInputs[];
  declaring: readonly DeclaringFiles[];
}

export interface IndexChange {
  work: RepositoryWork;
  fetched: Fetched;
  log: LogPlan;
  /** Git reads the log meanwhile; waited for before anything is written. */
  planning: Promise<IndexPlan>;
  /** Waited for before the last transaction only. */
  reading: Promise<ReadFiles>;
  nowMs: number;
}

/**
 * Writes what is new: a long history in batches that nobody sees yet, and its end with
 * cursors and inputs in one last transaction. After a crash what was committed counts,
 * and the next run goes on.
 *
 * @returns the applications whose inputs are others now
 * @throws LeaseLostError where another replica has taken over
 */
export async function applyIndex(
  lease: Pick<Lease, 'write'>,
  mirror: Mirror,
  change: IndexChange,
): Promise<Set<string>> {
  const { work, fetched, log, nowMs } = change;
  const repositoryId = work.repository.id;
  const preparing = change.planning.then(plan => ({
    plan,
    onTrunk: new Set(plan.trunk.joins),
    history: createHistoryWriter({
      repositoryId,
      landings: plan.landings,
      shallow: plan.shallow,
      now: Math.floor(nowMs / 1000),
    }),
  }));
  // Whoever waits for it is told.
  preparing.catch(() => {});

  let done = 0;
  const writeBatch = async (commits: LoggedCommit[]) => {
    const { plan, onTrunk, history } = await preparing;
    const renames = await readRenames(mirror, commits);
    await lease.write(async tx => {
      // What was left unfinished may be of another trunk.
      if (log.first && done === 0) await resetTrunk(tx, repositoryId);
      const shown = log.first ? onTrunk : undefined;
      await history.write(tx, { commits, renames, onTrunk: shown });
      done += commits.length;
      const total = Math.max(plan.size, done);
      await saveProgress(tx, repositoryId, { done, total });
    });
  };
  const rest = log.range
    ? await streamLog(mirror, log.range, read => inBatches(read, writeBatch))
    : [];
  const { plan, onTrunk, history } = await preparing;
  const renames = await readRenames(mirror, rest);
  const { inputs, declaring } = await change.reading;

  return lease.write(async tx => {
    if (log.first && done === 0) await resetTrunk(tx, repositoryId);
    if (log.trunk.rebuild) {
      await resetTrunk(tx, repositoryId);
      const revisions = tx('git_revisions').where({
        repository_id: repositoryId,
      });
      await deleteRevisions(tx, revisions.select('id'));
    }
    await history.write(tx, { commits: rest, renames, onTrunk });
    await moveTrunk(tx, {
      ...plan.trunk,
      repositoryId,
      landings: plan.landings,
      placed: history.placed,
      first: log.first,
      rebuild: log.trunk.rebuild,
    });
    await saveTargets(tx, repositoryId, fetched.tips);
    await saveRevisions(tx, repositoryId, plan.revisions, nowMs);
    const changed = await saveInputs(tx, repositoryId, inputs);
    const declared = await saveDeclaringFiles(tx, repositoryId, declaring);
    await deleteUnusedRevisions(tx, repositoryId);
    await saveIndexed(tx, repositoryId, {
      trunk: fetched.trunk,
      defaultBranch: fetched.defaultBranch,
      partial: plan.shallow.size > 0,
      nowMs,
    });
    return new Set([...changed, ...declared]);
  });
}
