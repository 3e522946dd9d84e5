import { createHash } from 'node:crypto';
import { isError } from '@backstage/errors';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { Knex } from 'knex';
import { OUTSIDE, repositoryPath } from './inputs/repositoryPath';
import { resolveRepository } from './repository/resolveRepository';
import { ensureRepository, NewRepository } from './store/ensureRepository';
import { readOpenRepositories } from './store/readOpenRepositories';
import { REFUSED_PREFIX } from './store/readWork';
import { saveDeclaration } from './store/saveDeclaration';
import { saveDiffering } from './store/saveDiffering';
import { NewSource, saveSources } from './store/saveSources';
import { writeReads } from './store/reads';
import { GitSource, TrackedApplication } from './types';

function toRepository(
  given: string,
  integrations: ScmIntegrationRegistry,
): NewRepository {
  try {
    return resolveRepository(given, integrations);
  } catch (error) {
    // Its text may hold a password, so a digest stands for it.
    const digest = createHash('sha256').update(given).digest('hex');
    return {
      key: `${REFUSED_PREFIX}${digest}`,
      url: 'refused',
      refused: isError(error) ? error.message : 'The repository URL is refused',
    };
  }
}

/** Text that a database takes; a revision that is no id is known to be unknown. */
function plain(text: string | undefined): string | null {
  return text === undefined || text === ''
    ? null
    : text.replace(/\0/g, '').slice(0, 500);
}

function toSource(source: GitSource, repositoryId: number): NewSource {
  return {
    repository_id: repositoryId,
    path: repositoryPath(source.path) ?? OUTSIDE,
    reads: writeReads(source),
    target: plain(source.targetRevision) ?? 'HEAD',
    desired_revision: plain(source.desiredRevision),
    deployed_revision: plain(source.deployedRevision),
    applied_revision: plain(source.appliedRevision),
  };
}

/**
 * Writes down what an application is rendered from, and what declares it.
 *
 * @returns its repositories, those that the index does not know enough of, and whether
 *   what it declares may stand elsewhere now
 */
export async function writeSources(
  db: Knex,
  integrations: ScmIntegrationRegistry,
  application: TrackedApplication,
): Promise<{ repositories: number[]; open: number[]; changed: boolean }> {
  const sources: NewSource[] = [];
  for (const source of application.sources) {
    const repository = toRepository(source.repoUrl, integrations);
    sources.push(toSource(source, await ensureRepository(db, repository)));
  }
  const { id, declaration, differing = [] } = application;
  const others = await saveSources(db, id, sources);
  const differs = await saveDiffering(db, id, differing);
  const declaring = await saveDeclaration(db, id, declaration);
  const open = await readOpenRepositories(db, id);
  return {
    repositories: sources.map(source => source.repository_id),
    open: [...new Set([...open, ...declaring])],
    changed: others || differs,
  };
}
