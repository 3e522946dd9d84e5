import { Knex } from 'knex';

interface PlacedCommit {
  id: number;
  on_trunk: boolean | number;
}

interface Tip {
  target: string;
  revision_id: number;
  sha: string;
}

/**
 * Names of the branches that are known to have commits, by the commits' ids: of what
 * the default branch has, it alone; of others those that applications target.
 */
export async function readBranches(
  db: Knex,
  repositoryId: number,
  commits: readonly PlacedCommit[],
): Promise<Map<number, string[]>> {
  const { default_branch: trunk, trunk_sha: trunkSha } = await db(
    'git_repositories',
  )
    .where({ id: repositoryId })
    .first('default_branch', 'trunk_sha');
  const tips: Tip[] = await db('git_targets as t')
    .join('git_revisions as r', join => {
      join.on('r.repository_id', 't.repository_id').on('r.sha', 't.sha');
    })
    .where({ 't.repository_id': repositoryId, 'r.state': 'known' })
    .select('t.target', 't.sha', 'r.id as revision_id');
  const contained: Array<{ commit_id: number; revision_id: number }> = await db(
    'git_revision_commits',
  )
    .whereIn(
      'commit_id',
      commits.filter(commit => !commit.on_trunk).map(({ id }) => id),
    )
    .where({ contained: true })
    .select('commit_id', 'revision_id');

  const onTrunk = trunk
    ? namesOf([trunk])
    : namesOf(
        tips.filter(({ sha }) => sha === trunkSha).map(({ target }) => target),
      );
  return new Map(
    commits.map(({ id, on_trunk: isOnTrunk }) => {
      if (isOnTrunk) return [id, onTrunk];
      const revisions = contained
        .filter(it => it.commit_id === id)
        .map(it => it.revision_id);
      const having = tips.filter(it => revisions.includes(it.revision_id));
      return [id, namesOf(having.map(({ target }) => target))];
    }),
  );
}

/** Of refs and targets; a tag is no branch. */
function namesOf(targets: readonly string[]): string[] {
  return targets
    .filter(target => !target.startsWith('refs/tags/'))
    .map(target => target.replace(/^refs\/heads\//, ''));
}
