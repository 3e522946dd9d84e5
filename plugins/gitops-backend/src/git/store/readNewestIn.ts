import { Knex } from 'knex';
import { isPostgres } from '../../store/isPostgres';
import { RevisionOf } from '../types';
import { chunks } from './chunks';
import { COMMIT_COLUMNS, compareCommits } from './readDeployedCommits';
import { counts } from './counts';
import { CommitRow } from './rows';
import { sourcesOf } from './sourcesOf';

export interface NewestIn extends RevisionOf {
  commit: CommitRow;
  repositoryUrl: string;
}

interface Candidate {
  application_id: string;
  sha: string;
  repository_url: string;
  commit_id: number | null;
}

/**
 * Per revision the newest commit that it contains of those that touch the inputs
 * which the application has now. Only for revisions of the trunk's first-parent line:
 * what lies in those is told by where it landed on that line, without an entry for each.
 */
export async function readNewestIn(
  db: Knex,
  revisions: readonly RevisionOf[],
): Promise<NewestIn[]> {
  const candidates = await readCandidates(db, revisions);
  const commits = await readCommits(db, candidates);
  const newest = new Map<string, NewestIn>();
  for (const candidate of candidates) {
    const { application_id: applicationId, sha: revision } = candidate;
    const commit = commits.get(candidate.commit_id);
    const key = `${applicationId} ${revision}`;
    const best = newest.get(key)?.commit;
    if (commit && (!best || compareCommits(commit, best) < 0)) {
      const repositoryUrl = candidate.repository_url;
      newest.set(key, { applicationId, revision, commit, repositoryUrl });
    }
  }
  return [...newest.values()];
}

async function readCandidates(
  db: Knex,
  revisions: readonly RevisionOf[],
): Promise<Candidate[]> {
  const asked = isPostgres(db)
    ? `select v->>0 as application_id, v->>1 as sha from jsonb_array_elements(?::jsonb) as v`
    : `select value->>0 as application_id, value->>1 as sha from json_each(?)`;
  const pairs = revisions.map(of => [of.applicationId, of.revision]);
  const newest = db('git_commit_paths as cp')
    .join('git_commits as c', 'c.id', 'cp.commit_id')
    .whereRaw(
      `cp.path_id = i.path_id and cp.ordinal <= r.ordinal and ${counts(
        'i',
        'cp',
      )}`,
    )
    .whereRaw('c.on_trunk and c.landing <= r.landing')
    .orderBy('cp.ordinal', 'desc')
    .orderBy('c.sha', 'desc')
    .limit(1)
    .select('c.id')
    .as('commit_id');
  return db
    .with('asked', db.raw(asked, [JSON.stringify(pairs)]))
    .with('s', sourcesOf(db, new Set(revisions.map(of => of.applicationId))))
    .from('asked')
    .join('s', 's.application_id', 'asked.application_id')
    .join('git_repositories as repository', 'repository.id', 's.repository_id')
    .join('git_commits as r', join => {
      join
        .on('r.repository_id', 's.repository_id')
        .on('r.sha', 'asked.sha')
        .on(db.raw('r.on_trunk and r.mainline'));
    })
    .join('git_inputs as i', join => {
      join
        .on('i.application_id', 's.application_id')
        .on('i.position', 's.position');
    })
    .select(
      'asked.application_id',
      'asked.sha',
      'repository.url as repository_url',
      newest,
    );
}

async function readCommits(
  db: Knex,
  candidates: Candidate[],
): Promise<Map<number | null, CommitRow>> {
  const found = new Map<number | null, CommitRow>();
  const ids = new Set(candidates.flatMap(({ commit_id: id }) => id ?? []));
  for (const chunk of chunks(ids)) {
    const rows: CommitRow[] = await db('git_commits as c')
      .whereIn('c.id', chunk)
      .select(COMMIT_COLUMNS);
    for (const row of rows) found.set(row.id, row);
  }
  return found;
}
