import { Since } from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { CommitMarkOf, GitHistory, IndexedCommit } from '../git/types';
import { listApplications, NamedApplication } from '../store/listApplications';
import { readGaps } from '../store/unobserved';
import { DeploymentOf, readDeployments } from '../syncs/readDeployments';
import { runningSince } from '../syncs/runningSince';

/** Whose deployments bring a commit to an application: what declares that is applied by its parent. */
function deployerOf({ applicationId, declaredBy }: CommitMarkOf): string {
  return declaredBy ?? applicationId;
}

/** Of an application: by whom it is observed. */
type Observed = Pick<NamedApplication, 'engine' | 'instance'>;

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
  applications: ReadonlyMap<string, Observed>,
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
  if (deployments.size === 0) return () => null;
  const contained = await git.contained(
    running.map(({ commitId, deployer }) => ({
      commitId,
      revisions: (deployments.get(deployer) ?? []).flatMap(
        ({ revisions }) => revisions,
      ),
    })),
  );
  const known = new Map<string, Observed>(applications);
  const others = [...deployers].filter(id => !known.has(id));
  const parents = others.length > 0 ? await listApplications(db, others) : [];
  for (const each of parents) known.set(each.id, each);
  const gaps = await readGaps(db, [...known.values()]);
  return (commit, mark) => {
    const deployer = known.get(deployerOf(mark));
    if (mark.state !== 'deployed' || !deployer) return null;
    const answers = contained.get(commit.id);
    return runningSince(
      deployments.get(deployerOf(mark)) ?? [],
      ({ revisions }) =>
        agreed(revisions.flatMap(sha => answers?.get(sha) ?? [])),
      gaps(deployer),
    );
  };
}

/**
 * Of several sources in one repository nobody tells here which one a commit belongs to:
 * where their revisions differ in whether they contain it, that is not known.
 */
function agreed(answers: readonly boolean[]): boolean | undefined {
  const [first] = answers;
  return answers.every(it => it === first) ? first : undefined;
}
