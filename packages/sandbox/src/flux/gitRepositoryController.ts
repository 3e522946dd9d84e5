import { Cluster, KubeObject } from '../cluster/types';
import { GitHost } from '../git/types';
import { describeArtifact, resolveUpstream } from './artifact';
import { failingAs } from './failure';
import { gitRepository } from './resources';
import { Outcome, Run } from './run';
import { reconcileSource } from './sourceController';
import { wordsOf } from './words';

/** source-controller's part for one GitRepository: the commit that it names. */
export async function reconcileGitRepository(
  { cluster, git }: { cluster: Cluster; git: GitHost },
  object: KubeObject,
  run: Run,
): Promise<Outcome> {
  const parsed = gitRepository.parse(object);
  return await reconcileSource(cluster, object, run, {
    parsed,
    look: () =>
      failingAs('GitOperationFailed', async () => {
        const upstream = await resolveUpstream(git, parsed.spec).catch(
          error => {
            throw new Error(
              `failed to checkout and determine revision: ${wordsOf(error)}`,
            );
          },
        );
        const { revision } = upstream;
        return {
          revision,
          news: `new upstream revision '${revision}'`,
          fetched: {
            reason: 'Succeeded',
            message: `stored artifact for revision '${revision}'`,
          },
          store: () => describeArtifact(git, upstream, parsed.metadata),
        };
      }),
  });
}
