import { ScmIntegrationRegistry } from '@backstage/integration';
import { resolveRepository } from './resolveRepository';

/** Under which key a repository is known; undefined where its URL would be refused. */
export function repositoryKey(
  url: string,
  integrations: ScmIntegrationRegistry,
): string | undefined {
  try {
    return resolveRepository(url, integrations).key;
  } catch {
    return undefined;
  }
}
