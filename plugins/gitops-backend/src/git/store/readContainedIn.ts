import { Knex } from 'knex';
import { whereIn } from '../../store/whereIn';
import { chunks } from './chunks';
import { readContained } from './readContained';
import { CommitRow } from './rows';

type Commit = Pick<CommitRow, 'id' | 'repository_id' | 'on_trunk' | 'landing'>;

interface Revision {
  repository_id: number;
  sha: string;
  /** Of the first-parent line of the trunk; null off it. */
  landing: number | null;
  /** In git_revisions, where its commits are known; else null. */
  revision_id: number | null;
}

/**
 * Which revisions contain which commits, see `GitHistory.contained`. One of the trunk's
 * first-parent line contains what landed no later than itself; of others it is known
 * where an application stands at them now.
 */
export async function readContainedIn(
  db: Knex,
  questions: ReadonlyArray<{ commitId: number; revisions: string[] }>,
): Promise<Map<number, Map<string, boolean>>> {
  const commits = await readCommits(
    db,
    questions.map(({ commitId }) => commitId),
  );
  const revisions = await readRevisions(
    db,
    new Set([...commits.values()].map(it => it.repository_id)),
    new Set(questions.flatMap(it => it.revisions)),
  );
  const beside = new Set<number>();
  for (const { landing, revision_id: id } of revisions.values()) {
    if (landing === null && id !== null) beside.add(id);
  }
  const known = await readContained(db, beside, [...commits.values()]);
  const contains = (revision: Revision | undefined, commit: Commit) => {
    if (!revision) return undefined;
    const { landing, revision_id: id } = revision;
    if (landing !== null) {
      if (!commit.on_trunk) return false;
      return commit.landing === null ? undefined : commit.landing <= landing;
    }
    return id === null ? undefined : known(id, commit);
  };
  const answers = new Map<number, Map<string, boolean>>();
  for (const { commitId, revisions: asked } of questions) {
    const commit = commits.get(commitId);
    if (!commit) continue;
    const answer = answers.get(commitId) ?? new Map<string, boolean>();
    answers.set(commitId, answer);
    for (const sha of asked) {
      const revision = revisions.get(`${commit.repository_id} ${sha}`);
      const contained = contains(revision, commit);
      if (contained !== undefined) answer.set(sha, contained);
    }
  }
  return answers;
}

async function readCommits(
  db: Knex,
  ids: readonly number[],
): Promise<Map<number, Commit>> {
  const found = new Map<number, Commit>();
  for (const chunk of chunks(new Set(ids))) {
    const rows: Commit[] = await db('git_commits')
      .whereIn('id', chunk)
      .select('id', 'repository_id', 'on_trunk', 'landing');
    for (const row of rows) found.set(row.id, row);
  }
  return found;
}

async function readRevisions(
  db: Knex,
  repositoryIds: ReadonlySet<number>,
  shas: ReadonlySet<string>,
): Promise<Map<string, Revision>> {
  const rows: Revision[] = await whereIn(
    db('git_commits as c')
      .leftJoin('git_revisions as v', join => {
        join
          .on('v.repository_id', 'c.repository_id')
          .on('v.sha', 'c.sha')
          .onVal('v.state', 'known');
      })
      .whereIn('c.repository_id', [...repositoryIds]),
    db,
    'c.sha',
    shas,
  ).select(
    'c.repository_id',
    'c.sha',
    'v.id as revision_id',
    db.raw('case when c.mainline and c.on_trunk then c.landing end as landing'),
  );
  return new Map(rows.map(row => [`${row.repository_id} ${row.sha}`, row]));
}
