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

/** A repository, as it stands in the index with an application that is rendered from it. */
export async function indexHistory(
  db: Knex,
  options: { url: string; applicationId: string; words: string[] },
): Promise<IndexedHistory> {
  const { url, applicationId, words } = options;
  const key = url.replace(/^\w+:\/\//, '').replace(/\.git$/, '');
  const [{ id: repositoryId }] = await db('git_repositories')
    .insert({ key, url, state: 'current', public_id: publicIdOf(key) })
    .returning('id');
  await db('git_sources').insert({
    application_id: applicationId,
    position: 0,
    repository_id: repositoryId,
    path: 'apps',
    target: 'refs/heads/main',
  });
  const [{ id: pathId }] = await db('git_paths')
    .insert({ repository_id: repositoryId, path: 'apps' })
    .returning('id');
  await db('git_inputs').insert({
    application_id: applicationId,
    position: 0,
    path_id: pathId,
  });
  const ids = await indexCommits(db, repositoryId, pathId, words);
  return { repositoryId, shas: words.map(shaOf), ids };
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
        on_trunk: true,
        landed_at: at,
        landing,
        order_seconds: at,
        generation: ordinal,
        ordinal,
      })
      .returning('id');
    await db('git_commit_paths').insert({
      path_id: pathId,
      ordinal,
      commit_id: id,
    });
    ids.push(id);
    if (mainline) landing += 1;
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
