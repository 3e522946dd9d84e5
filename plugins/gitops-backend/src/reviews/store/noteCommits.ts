import { Knex } from 'knex';
import { chunks } from '../../git/store/chunks';
import { readBeyond } from '../../git/store/readBeyond';
import { readCommitPage } from '../../git/store/readCommitPage';
import { readSources } from '../../git/store/readSources';
import { readWaiting } from '../../git/store/readWaiting';
import { CommitRow } from '../../git/store/rows';
import { walksOf } from '../../git/walks';
import { readTogether } from '../../store/readTogether';
import { CommitReviewRow } from './rows';

/** Older ones are not asked about, unless they wait to be deployed. */
export const NEWEST = 200;
const MOST_WAITING = 500;

type Noted = Pick<CommitRow, 'repository_id' | 'sha' | 'ordinal' | 'landing'>;
type Known = Pick<
  CommitReviewRow,
  'repository_id' | 'sha' | 'review' | 'times_asked' | 'landing'
>;

/**
 * Puts down the commits that a bound application's history begins with, to be asked
 * about; those of other repositories than these are left out. So are those again that
 * came to the default branch, or to another place there, since they were asked about.
 *
 * @returns how many there are to ask about for it
 */
export async function noteCommits(
  db: Knex,
  applicationId: string,
  repositoryIds: readonly number[],
  nowMs: number,
): Promise<number> {
  const binding = await db('application_bindings')
    .where({ application_id: applicationId })
    .first('application_id');
  if (!binding) return 0;
  const askable = new Set(repositoryIds);
  const waiting: Noted[] = await readWaiting(db, applicationId, MOST_WAITING);
  const wanted = new Map(
    [
      ...(await newestOf(db, applicationId, askable)),
      ...waiting.filter(it => askable.has(it.repository_id)),
    ].map(it => [keyOf(it), it]),
  );
  let noted = 0;
  for (const chunk of chunks(wanted.values())) {
    const known = await knownOf(db, chunk);
    const fresh = chunk.filter(commit => !known.has(keyOf(commit)));
    const moved = chunk.filter(commit => hasMoved(commit, known));
    await noteNew(db, fresh, nowMs);
    for (const { repository_id, sha, landing } of moved) {
      await db<CommitReviewRow>('commit_reviews')
        .where({ repository_id, sha })
        .update({
          review: 'unknown',
          reason: null,
          times_asked: 0,
          due_at_ms: nowMs,
          landing,
        });
    }
    noted += fresh.length + moved.length;
  }
  return noted;
}

/** What was said of it holds no more: a pull request may have brought it. */
function hasMoved(commit: Noted, known: ReadonlyMap<string, Known>): boolean {
  const before = known.get(keyOf(commit));
  return (
    before !== undefined &&
    before.times_asked > 0 &&
    before.review !== 'pull' &&
    before.landing !== commit.landing
  );
}

async function noteNew(
  db: Knex,
  commits: readonly Noted[],
  nowMs: number,
): Promise<void> {
  if (commits.length === 0) return;
  await db<CommitReviewRow>('commit_reviews')
    .insert(
      commits.map(({ repository_id, sha, ordinal }) => ({
        repository_id,
        sha,
        ordinal,
        due_at_ms: nowMs,
      })),
    )
    .onConflict(['repository_id', 'sha'])
    .ignore();
}

async function newestOf(
  db: Knex,
  applicationId: string,
  askable: ReadonlySet<number>,
): Promise<Noted[]> {
  return readTogether(db, async tx => {
    const { inputs, ...sources } = await readSources(tx, [applicationId]);
    const positions = sources.positions.filter(it =>
      askable.has(it.repository_id),
    );
    const isBeyond = await readBeyond(tx, positions);
    const walks = walksOf(positions, inputs, isBeyond);
    const { rows } = await readCommitPage(tx, walks, { limit: NEWEST });
    return rows;
  });
}

function keyOf({ repository_id, sha }: Pick<Noted, 'repository_id' | 'sha'>) {
  return `${repository_id} ${sha}`;
}

async function knownOf(
  db: Knex,
  commits: readonly Noted[],
): Promise<Map<string, Known>> {
  const rows = await db<CommitReviewRow>('commit_reviews')
    .whereIn('sha', [...new Set(commits.map(({ sha }) => sha))])
    .whereIn('repository_id', [
      ...new Set(commits.map(commit => commit.repository_id)),
    ])
    .select('repository_id', 'sha', 'review', 'times_asked', 'landing');
  return new Map(rows.map(row => [keyOf(row), row]));
}
