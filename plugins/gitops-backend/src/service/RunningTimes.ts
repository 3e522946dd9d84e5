import { Since } from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { CommitMarkOf, GitHistory, IndexedCommit } from '../git/types';
import { NamedApplication } from '../store/listApplications';
import { readGaps } from '../store/unobserved';
import { DeploymentOf, readDeployments } from '../syncs/readDeployments';
import { runningSince } from '../syncs/runningSince';

/** Whose deployments bring a commit to an application: what declares that is applied by its parent. */
function deployerOf({ applicationId, declaredBy }: CommitMarkOf): string {
  return declaredBy ?? applicationId;
}

/** Since when an application runs a commit that it is marked for; null where that is not kept. */
export type RunningTimeOf = (
  commit: IndexedCommit,
  mark: CommitMarkOf,
) => Since | null;

/**
 * For commits and the applications that they are marked for: as many statements for
 * one of them as for many.
 */
export async function runningTimes(
  { db, git }: { db: Knex; git: GitHistory },
  commits: readonly IndexedCommit[],
  applications: ReadonlyMap<
    string,
    Pick<NamedApplication, 'engine' | 'instance'>
  >,
): Promise<RunningTimeOf> {
  const running = commits.flatMap(({ id, marks }) =>
    marks
      .filter(({ state }) => state === 'deployed')
      .map(mark => ({ commitId: id, deployer: deployerOf(mark) })),
  );
  if (running.length === 0) return () => null;
  const deployments = new Map<string, DeploymentOf[]>();
  const deployers = new Set(running.map(({ deployer }) => deployer));
  for (const deployment of await readDeployments(db, deployers)) {
    const own = deployments.get(deployment.applicationId) ?? [];
    own.push(deployment);
    deployments.set(deployment.applicationId, own);
  }
  const contained = await git.contained(
    running.map(({ commitId, deployer }) => ({
      commitId,
      revisions: (deployments.get(deployer) ?? []).flatMap(
        ({ revisions }) => revisions,
      ),
    })),
  );
  const gaps = await readGaps(db, [...applications.values()]);
  return (commit, mark) => {
    const application = applications.get(mark.applicationId);
    if (mark.state !== 'deployed' || !application) return null;
    const known = contained.get(commit.id);
    return runningSince(
      deployments.get(deployerOf(mark)) ?? [],
      ({ revisions }) => {
        const answers = revisions.flatMap(sha => known?.get(sha) ?? []);
        return answers.length === 0 ? undefined : answers.includes(true);
      },
      gaps(application),
    );
  };
}
