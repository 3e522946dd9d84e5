import { Knex } from 'knex';

export interface KnownRepository {
  id: number;
  /** Normalised. */
  url: string;
}

/** Every repository that applications are rendered from. */
export async function listRepositories(db: Knex): Promise<KnownRepository[]> {
  return db('git_repositories')
    .whereNot('key', 'like', 'refused:%')
    .orderBy('id')
    .select('id', 'url');
}

/** The applications that entities name or are named by. */
export async function listBoundApplications(db: Knex): Promise<string[]> {
  const rows: Array<{ application_id: string }> = await db(
    'application_bindings',
  ).distinct('application_id');
  return rows.map(row => row.application_id);
}
