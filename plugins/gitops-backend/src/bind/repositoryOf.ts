import { ScmIntegrationRegistry } from '@backstage/integration';
import { Source } from '@backstage-gitops/plugin-gitops-common';
import { resolveRepository } from '../git/repository/resolveRepository';

/** The key of a source's repository, see `Repository`; undefined where it is no Git source, or its URL is refused. */
export function repositoryOf(
  source: Source,
  integrations: ScmIntegrationRegistry,
): string | undefined {
  if (source.type !== 'git') return undefined;
  try {
    return resolveRepository(source.repoUrl, integrations).key;
  } catch {
    return undefined;
  }
}
