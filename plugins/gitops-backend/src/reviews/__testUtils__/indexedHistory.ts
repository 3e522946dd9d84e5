import { Knex } from 'knex';
import { publicIdOf } from '../../git/repository/publicId';

export interface IndexedHistory {
  repositoryId: number;
  /** SHAs, oldest first. */
  shas: string[];
  /** Ids in the index, oldest first. */
  ids: number[];
}

/** A commit id: the same for the same word. */
export function shaOf(word: string): string {
  return Buffer.from(word).toString('hex').padEnd(40, '0').slice(0, 40);
}

const isBeside = (word: string) => word.startsWith('branch');

/**
 * A repository, as it stands in the index with an application that is rendered from it,
 * at `main` and, for commits called `branch …`, at `preview`.
 */
export async function indexHistory(
  db: Knex,
  options: { url: string; applicationId: string; words: string[] },
): Promise<IndexedHistory> {
  const { url, applicationId, words } = options;
  const key = url.replace(/^\w+:\/\//, '').replace(/\.git$/, '');
  const [{ id: repositoryId }] = await db('git_repositories')
    .insert({
      key,
      url,
      state: 'current',
      public_id: publicIdOf(key),
      default_branch: 'refs/heads/main',
    })
    .returning('id');
  const [{ id: pathId }] = await db('git_paths')
    .insert({ repository_id: repositoryId, path: 'apps' })
    .returning('id');
  const ids = await indexCommits(db, repositoryId, pathId, words);
  for (const [position, target] of ['main', 'preview'].entries()) {
    const source = { application_id: applicationId, position };
    await db('git_sources').insert({
      ...source,
      repository_id: repositoryId,
      path: 'apps',
      target,
    });
    await db('git_inputs').insert({ ...source, path_id: pathId });
    const sha = shaOf(`tip of ${target}`);
    const at = { repository_id: repositoryId, sha };
    await db('git_targets').insert({ ...at, target });
    const [{ id: revisionId }] = await db('git_revisions')
      .insert({ ...at, state: 'known', checked_at_ms: 0 })
      .returning('id');
    const beside = ids.filter(
      (_, index) => target === 'preview' && isBeside(words[index]),
    );
    for (const id of beside) {
      await db('git_revision_commits').insert({
        revision_id: revisionId,
        commit_id: id,
        contained: true,
      });
    }
  }
  return { repositoryId, shas: words.map(shaOf), ids };
}

/** A commit comes to the default branch by itself. */
export async function land(db: Knex, id: number, landing: number) {
  await db('git_commits').where({ id }).update({ on_trunk: true, landing });
}

/** Commits of the first-parent line; those called `side …` came with the next other one. */
async function indexCommits(
  db: Knex,
  repositoryId: number,
  pathId: number,
  words: readonly string[],
): Promise<number[]> {
  const ids: number[] = [];
  let landing = 0;
  for (const [ordinal, word] of words.entries()) {
    const onTrunk = !isBeside(word);
    const mainline = !word.startsWith('side');
    const at = 1_700_000_000 + ordinal;
    const [{ id }] = await db('git_commits')
      .insert({
        repository_id: repositoryId,
        sha: shaOf(word),
        author_name: 'Robin Example',
        author_email: 'robin@example.com',
        subject: word,
        at,
        at_clamped: false,
        merge: false,
        mainline,
        on_trunk: onTrunk,
        landed_at: at,
        landing: onTrunk ? landing : null,
        order_seconds: at,
        generation: ordinal,
        ordinal,
        path_ids: JSON.stringify([pathId]),
      })
      .returning('id');
    await db('git_commit_paths').insert({
      path_id: pathId,
      ordinal,
      commit_id: id,
    });
    ids.push(id);
    if (mainline && onTrunk) landing += 1;
  }
  return ids;
}

export async function bind(db: Knex, applicationId: string): Promise<void> {
  await db('application_bindings').insert({
    entity_ref: 'component:default/web',
    application_id: applicationId,
    confirmed: true,
  });
}

/** As a rewritten branch has it: the rows go, and come again with other ids. */
export async function indexAnew(
  db: Knex,
  { repositoryId }: IndexedHistory,
  words: string[],
): Promise<number[]> {
  await db('git_commits').where({ repository_id: repositoryId }).delete();
  const { id: pathId } = await db('git_paths')
    .where({ repository_id: repositoryId })
    .first('id');
  return indexCommits(db, repositoryId, pathId, words);
}
