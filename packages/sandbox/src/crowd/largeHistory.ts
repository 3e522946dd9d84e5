import { ImportedCommit } from '../git/fastImport';
import { people } from '../world/people';

export interface LargeHistory {
  commits: number;
  applications: number;
}

const STAGES = ['staging', 'production'];
/** So many services of a team lie in one directory. */
const TEAM_SIZE = 30;
const START = Date.UTC(2020, 0, 1);
const STEP_MS = 2_400_000;
const MAIN = 'refs/heads/main';
/** Carries side branches until they are merged. */
const SIDE = 'refs/sandbox/side';

/** The n-th application: each service has one a stage. */
function placeOf(n: number): { service: string; stage: string } {
  const service = Math.floor(n / STAGES.length);
  const team = Math.floor(service / TEAM_SIZE);
  return {
    service: `apps/team-${team}/service-${service}`,
    stage: STAGES[n % STAGES.length],
  };
}

/** Directories that applications are rendered from. */
export function deployable(applications: number): string[] {
  return Array.from({ length: applications }, (_, n) => {
    const { service, stage } = placeOf(n);
    return `${service}/overlays/${stage}`;
  });
}

/** Evenly spread, and the same each time. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function overlay(stage: string, version: number): string {
  return `namespace: ${stage}\nresources:\n  - ../../base\nimages:\n  - name: app\n    newTag: "1.${version}"\n`;
}

function base(version: number): string {
  return `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: app\n  annotations:\n    revision: "${version}"\n`;
}

/** Some change every day, most hardly ever. */
function busy(applications: number, random: (below: number) => number): number {
  const share = random(2 ** 20) / 2 ** 20;
  return Math.floor(applications * share ** 3);
}

/** What somebody does: mostly another version on a stage, sometimes the base of all. */
function change(
  applications: number,
  random: (below: number) => number,
  version: number,
): Pick<ImportedCommit, 'files' | 'message'> {
  const { service, stage } = placeOf(busy(applications, random));
  if (random(10) === 0) {
    return {
      message: `Change the base of ${service}`,
      files: { [`${service}/base/deployment.yaml`]: base(version) },
    };
  }
  const file = `${service}/overlays/${stage}/kustomization.yaml`;
  return {
    message: `Deploy 1.${version} to ${stage}`,
    files: { [file]: overlay(stage, version) },
  };
}

function firstFiles(applications: number): Record<string, string> {
  const files: Record<string, string> = {};
  for (let n = 0; n < applications; n++) {
    const { service, stage } = placeOf(n);
    files[`${service}/overlays/${stage}/kustomization.yaml`] = overlay(
      stage,
      0,
    );
    files[`${service}/base/deployment.yaml`] = base(0);
    files[`${service}/base/kustomization.yaml`] =
      'resources:\n  - deployment.yaml\n';
  }
  return files;
}

function commit(
  id: number,
  more: Pick<ImportedCommit, 'parents' | 'files' | 'message'>,
): ImportedCommit {
  const author = people[id % people.length];
  return {
    id,
    ref: MAIN,
    author,
    committer: author,
    at: new Date(START + id * STEP_MS),
    ...more,
  };
}

/** A fifth of all are merges, of branches of one commit. */
export function largeHistory(size: LargeHistory): ImportedCommit[] {
  const { commits: count, applications } = size;
  const random = createRandom(1);
  const files = firstFiles(applications);
  const commits = [commit(1, { parents: [], files, message: 'Begin' })];
  let tip = 1;
  for (let id = 2; id <= count; id++) {
    const made = change(applications, random, id);
    const isBranch = id < count && random(4) === 0;
    commits.push({
      ...commit(id, { ...made, parents: [tip] }),
      ...(isBranch ? { ref: SIDE } : {}),
    });
    if (isBranch) {
      const message = `Merge pull request: ${made.message}`;
      const parents = [tip, id];
      id += 1;
      commits.push(commit(id, { parents, files: made.files, message }));
    }
    tip = id;
  }
  return commits;
}

/** More of them on top of the main branch, one after the other. */
export function newCommits(
  size: LargeHistory & { after: number; count: number },
): ImportedCommit[] {
  const { applications, after, count } = size;
  const random = createRandom(2 + after);
  return Array.from({ length: count }, (_, n) => {
    const id = size.commits + after + n + 1;
    return {
      ...commit(id, {
        ...change(applications, random, id),
        parents: n === 0 ? [] : [id - 1],
      }),
      onTopOfRef: n === 0,
    };
  });
}
