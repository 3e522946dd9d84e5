import { Knex } from 'knex';
import { publicIdOf } from '../repository/publicId';

export interface NewRepository {
  key: string;
  url: string;
  /** Set where the URL is refused: it will never be fetched. */
  refused?: string;
}

/** The repository's id; writes it down when it is new. */
export async function ensureRepository(
  db: Knex,
  repository: NewRepository,
): Promise<number> {
  const of = { key: repository.key };
  const publicId = publicIdOf(repository.key);
  const find = async () => {
    const row: { id: number; public_id: string | null } | undefined = await db(
      'git_repositories',
    )
      .where(of)
      .first('id', 'public_id');
    if (row?.public_id === null) {
      // A replica of a release before has written it.
      await db('git_repositories').where(of).update({ public_id: publicId });
    }
    return row?.id;
  };
  const known = await find();
  if (known !== undefined) return known;
  await db('git_repositories')
    .insert({
      ...of,
      public_id: publicId,
      url: repository.url,
      state: repository.refused ? 'failing' : 'indexing',
      reason: repository.refused ?? null,
      partial: false,
    })
    .onConflict('key')
    .ignore();
  const id = await find();
  if (id === undefined) throw new Error('The repository could not be written');
  return id;
}
