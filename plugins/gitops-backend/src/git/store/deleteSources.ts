import { Knex } from 'knex';

/** Forgets what an application is rendered from; the index stays. */
export async function deleteSources(
  db: Knex,
  applicationId: string,
): Promise<void> {
  await db.transaction(async tx => {
    for (const table of ['git_sources', 'git_inputs']) {
      await tx(table).where({ application_id: applicationId }).delete();
    }
  });
}
