import { Knex } from 'knex';
import { RepositoryRow, RevisionRow, SourceRow, TargetRow } from './rows';

/** All that decides what a repository needs now. */
export interface RepositoryWork {
  repository: RepositoryRow;
  sources: SourceRow[];
  targets: TargetRow[];
  revisions: RevisionRow[];
}

/** Undefined where the repository is gone, refused, or named by no application. */
export async function readWork(
  db: Knex,
  repositoryId: number,
): Promise<RepositoryWork | undefined> {
  const repository: RepositoryRow | undefined = await db('git_repositories')
    .where({ id: repositoryId })
    .first();
  const of = { repository_id: repositoryId };
  const sources: SourceRow[] = await db('git_sources').where(of).select('*');
  if (!repository || isRefused(repository) || sources.length === 0)
    return undefined;
  return {
    repository,
    sources,
    targets: await db('git_targets').where(of).select('*'),
    revisions: await db('git_revisions').where(of).select('*'),
  };
}

export const REFUSED_PREFIX = 'refused:';

/** Its URL will never be fetched. */
export function isRefused(repository: Pick<RepositoryRow, 'key'>): boolean {
  return repository.key.startsWith(REFUSED_PREFIX);
}
