import { Checks } from '@backstage-gitops/plugin-gitops-common';
import { BuildStats, statsByCommitSchema } from './bitbucketServerSchemas';
import { HostApi, HostApiOptions } from './hostApi';
import { once } from './once';
import { orElse } from './orElse';
import { verdictOf } from './verdictOf';

function checksIn(stats: BuildStats | undefined): Checks {
  if (!stats) return 'none';
  const counted: Array<[number, Checks]> = [
    [stats.failed + stats.cancelled, 'failed'],
    [stats.inProgress, 'running'],
    [stats.unknown, 'unknown'],
    [stats.successful, 'passed'],
  ];
  return verdictOf(
    counted.flatMap(([count, verdict]) => (count > 0 ? verdict : [])),
  );
}

/**
 * The checks of commits, which Bitbucket Data Center has in an API of its own; these
 * commits are asked for together, others when they are needed.
 */
export async function createBuilds(
  options: HostApiOptions,
  shas: readonly string[],
): Promise<(sha: string) => Promise<Checks>> {
  const baseUrl = options.baseUrl.replace(/\/api\/[^/]+$/, '/build-status/1.0');
  const api = new HostApi({ ...options, baseUrl });
  const statsOf = (wanted: readonly string[]) =>
    orElse(api.post(statsByCommitSchema, '/commits/stats', wanted), {
      notFound: undefined,
      forbidden: undefined,
    });

  const together = await statsOf(shas);
  const others = once(async (sha: string) => statsOf([sha]));
  return async sha => {
    const stats = shas.includes(sha) ? together : await others(sha);
    return stats ? checksIn(stats[sha]) : 'unknown';
  };
}
