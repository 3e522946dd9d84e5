import { ApplicationInputs } from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { PARENT_POSITION } from './sourcesOf';

interface Row {
  position: number;
  url: string;
  path: string;
  notes: string | null;
}

const notesSchema = z.array(z.string());

/**
 * What an application is rendered from, by its sources in their order; then where its
 * parent declares it. Empty where nothing is known of it.
 */
export async function readInputs(
  db: Knex,
  applicationId: string,
): Promise<ApplicationInputs> {
  const own: Row[] = await db('git_sources as s')
    .join('git_repositories as r', 'r.id', 's.repository_id')
    .where('s.application_id', applicationId)
    .orderBy('s.position')
    .select('s.position', 'r.url', 's.path', 's.notes');
  const parents: Row[] = await db('git_declarations as d')
    .join('git_sources as s', 's.application_id', 'd.parent_id')
    .join('git_repositories as r', 'r.id', 's.repository_id')
    .where('d.application_id', applicationId)
    .orderBy('s.position')
    .select(
      db.raw(`${PARENT_POSITION} as position`),
      'r.url',
      's.path',
      db.raw('null as notes'),
    );
  const inputs: Array<{
    position: number;
    path: string;
    named_by: string | null;
  }> = await db('git_inputs as i')
    .join('git_paths as path', 'path.id', 'i.path_id')
    .where('i.application_id', applicationId)
    // What a directory was called before is no input by now.
    .whereNull('i.until')
    .orderBy('path.path')
    .select('i.position', 'path.path', 'i.named_by');
  const inputsAt = (position: number) =>
    inputs
      .filter(input => input.position === position)
      .map(({ path, named_by: namedBy }) => ({ path, namedBy }));
  const toSource = ({ position, url, path, notes }: Row) => ({
    repository: url,
    path,
    parent: position < 0,
    inputs: inputsAt(position),
    notes: notesSchema.parse(JSON.parse(notes ?? '[]')),
  });
  return {
    sources: [
      ...own.map(toSource),
      ...parents.map(toSource).filter(source => source.inputs.length > 0),
    ],
  };
}
