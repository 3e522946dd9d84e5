import { Knex } from 'knex';
import {
  DeclarationRow,
  RepositoryRow,
  RevisionRow,
  SourceRow,
  TargetRow,
} from './rows';
import { PARENT_APPLIED, PARENT_POSITION } from './sourcesOf';

/** A source of a parent, in which another application is declared. */
export type DeclaringSource = DeclarationRow &
  Pick<
    SourceRow,
    'position' | 'path' | 'reads' | 'target' | 'applied_revision'
  >;

/** All that decides what a repository needs now. */
export interface RepositoryWork {
  repository: RepositoryRow & {
    /** Of its trunk's tip on the first-parent line; null where nothing is indexed. */
    trunk_place: number | null;
  };
  sources: SourceRow[];
  declaring: DeclaringSource[];
  targets: TargetRow[];
  revisions: RevisionRow[];
}

/** Undefined where the repository is gone, refused, or named by no application. */
export async function readWork(
  db: Knex,
  repositoryId: number,
): Promise<RepositoryWork | undefined> {
  const repository: RepositoryWork['repository'] | undefined = await db(
    'git_repositories as r',
  )
    .leftJoin('git_commits as c', join => {
      join.on('c.repository_id', 'r.id').on('c.sha', 'r.trunk_sha');
    })
    .where('r.id', repositoryId)
    .first('r.*', 'c.landing as trunk_place');
  const of = { repository_id: repositoryId };
  const sources: SourceRow[] = await db('git_sources').where(of).select('*');
  if (!repository || isRefused(repository) || sources.length === 0)
    return undefined;
  return {
    repository,
    sources,
    declaring: await db('git_declarations as d')
      .join('git_sources as s', 's.application_id', 'd.parent_id')
      .where('s.repository_id', repositoryId)
      .select(
        'd.*',
        db.raw(`${PARENT_POSITION} as position`),
        's.path',
        's.reads',
        's.target',
        db.raw(`${PARENT_APPLIED} as applied_revision`),
      ),
    targets: await db('git_targets').where(of).select('*'),
    revisions: await db('git_revisions').where(of).select('*'),
  };
}

export const REFUSED_PREFIX = 'refused:';

/** Its URL will never be fetched. */
export function isRefused(repository: Pick<RepositoryRow, 'key'>): boolean {
  return repository.key.startsWith(REFUSED_PREFIX);
}
