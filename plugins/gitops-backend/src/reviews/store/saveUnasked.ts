import { Knex } from 'knex';
import { chunks } from '../../git/store/chunks';

interface UnaskedRow {
  repository_id: number;
  reason: string;
}

/** Keeps of which repositories the hosts cannot be asked, by id, and why. */
export async function saveUnasked(
  db: Knex,
  reasons: ReadonlyMap<number, string>,
): Promise<void> {
  const table = () => db<UnaskedRow>('unasked_repositories');
  const known = new Map<number, string>();
  for (const row of await table().select()) {
    known.set(row.repository_id, row.reason);
  }
  const over = [...known.keys()].filter(id => !reasons.has(id));
  for (const ids of chunks(over)) {
    await table().whereIn('repository_id', ids).delete();
  }
  const news = [...reasons].filter(([id, reason]) => known.get(id) !== reason);
  for (const rows of chunks(news)) {
    await table()
      .insert(rows.map(([id, reason]) => ({ repository_id: id, reason })))
      .onConflict('repository_id')
      .merge();
  }
}
