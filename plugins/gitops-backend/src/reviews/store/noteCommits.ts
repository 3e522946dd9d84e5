import { Knex } from 'knex';
import { chunks } from '../../git/store/chunks';
import { joinInputs } from '../../git/store/joinInputs';
import { readWaiting } from '../../git/store/readWaiting';
import { sourcesOf } from '../../git/store/sourcesOf';
import { CommitReviewRow } from './rows';

/** Older ones are not asked about, unless they wait to be deployed. */
const NEWEST = 200;
const MOST_WAITING = 500;

type Noted = Pick<CommitReviewRow, 'repository_id' | 'sha' | 'ordinal'>;
type CommitKey = Omit<Noted, 'ordinal'>;

/**
 * Puts down the commits that a bound application's history begins with, to be asked
 * about; those of other repositories than these are left out.
 *
 * @returns how many are new
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
  const wanted = [
    ...(await newestOf(db, applicationId, repositoryIds)),
    ...waiting.filter(it => askable.has(it.repository_id)),
  ];
  let noted = 0;
  for (const chunk of chunks(wanted)) {
    const known = await knownOf(db, chunk);
    const rows = chunk
      .filter(commit => !known.has(keyOf(commit)))
      .map(({ repository_id, sha, ordinal }) => ({
        repository_id,
        sha,
        ordinal,
        due_at_ms: nowMs,
      }));
    if (rows.length === 0) continue;
    await db<CommitReviewRow>('commit_reviews')
      .insert(rows)
      .onConflict(['repository_id', 'sha'])
      .ignore();
    noted += rows.length;
  }
  return noted;
}

async function newestOf(
  db: Knex,
  applicationId: string,
  repositoryIds: readonly number[],
): Promise<Noted[]> {
  return joinInputs(db.from(sourcesOf(db, [applicationId]).as('s')), 's')
    .join('git_commits as c', 'c.id', 'cp.commit_id')
    .whereIn('c.repository_id', [...repositoryIds])
    .distinct('c.repository_id', 'c.sha', 'c.ordinal')
    .orderBy('c.ordinal', 'desc')
    .limit(NEWEST);
}

function keyOf({ repository_id, sha }: CommitKey): string {
  return `${repository_id} ${sha}`;
}

async function knownOf(
  db: Knex,
  commits: readonly CommitKey[],
): Promise<Set<string>> {
  const rows = await db<CommitReviewRow>('commit_reviews')
    .whereIn('sha', [...new Set(commits.map(({ sha }) => sha))])
    .whereIn('repository_id', [
      ...new Set(commits.map(commit => commit.repository_id)),
    ])
    .select('repository_id', 'sha');
  return new Set(rows.map(keyOf));
}
