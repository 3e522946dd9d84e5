import { Knex } from 'knex';
import { saveDeclaration } from './saveDeclaration';
import { saveDiffering } from './saveDiffering';
import { saveSources } from './saveSources';

/**
 * Forgets what an application is rendered from; the index stays.
 *
 * @returns whether there was anything
 */
export async function deleteSources(
  db: Knex,
  applicationId: string,
): Promise<boolean> {
  await saveDeclaration(db, applicationId, undefined);
  await saveDiffering(db, applicationId, []);
  return saveSources(db, applicationId, []);
}
