import { ScmIntegrationRegistry } from '@backstage/integration';
import { Knex } from 'knex';
import { resolveRepository } from '../repository/resolveRepository';

/**
 * The repositories of the index that any of these URLs means; hosts do not tell upper
 * from lower case. What is no URL of a repository means none.
 */
export async function knownRepositories(
  db: Knex,
  integrations: ScmIntegrationRegistry,
  urls: readonly string[],
): Promise<number[]> {
  const keys = new Set<string>();
  for (const url of urls) {
    try {
      keys.add(resolveRepository(url, integrations).key.toLowerCase());
    } catch {
      // Whoever sent it can write anything.
    }
  }
  if (keys.size === 0) return [];
  const rows: Array<{ id: number }> = await db('git_repositories')
    .whereRaw(`lower(key) in (${[...keys].map(() => '?').join()})`, [...keys])
    .select('id');
  return rows.map(({ id }) => id);
}
