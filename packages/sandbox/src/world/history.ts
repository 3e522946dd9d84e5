import { Person } from '../git/types';
import { argoFiles } from './argoManifests';
import { clusterFiles } from './clusterFiles';
import { everydayWork } from './everyday';
import { fleetFiles } from './fleet';
import { DraftCommit, HistoryDraft } from './historyDraft';
import { alex, kim } from './people';
import { createRandom, Random } from './random';
import { firstState } from './repositoryState';
import { recentPaymentsWork, recentPlatformWork } from './scenario';
import {
  FLEET_REPOSITORY,
  PAYMENTS_REPOSITORY,
  PLATFORM_REPOSITORY,
  Service,
  services,
} from './services';

const DAY = 24 * 3_600_000;
/** Before this age the past is made up, after it the scenario is told. */
const EVERYDAY_UNTIL = 5 * DAY;
export const FIRST_COMMIT = 182 * DAY;

export interface HistoryOptions {
  start: Date;
  seed: number;
  cloneUrl: (repository: string) => string;
}

interface Plan {
  repository: string;
  founder: Person;
  /** Of the first commit. */
  subject: string;
  files: Record<string, string>;
  otherChanges: number;
  recent: (draft: HistoryDraft, start: Date) => void;
}

function draftOf(
  plan: Plan,
  ours: readonly Service[],
  start: Date,
  randoms: { random: Random; reviewing: Random },
): DraftCommit[] {
  const from = new Date(start.getTime() - FIRST_COMMIT);
  const to = new Date(start.getTime() - EVERYDAY_UNTIL);
  const draft = new HistoryDraft(ours, firstState(ours, plan.files), {
    author: plan.founder,
    at: from,
    subject: plan.subject,
  });
  const { otherChanges } = plan;
  everydayWork(draft, ours, { from, to }, { otherChanges, ...randoms });
  plan.recent(draft, start);
  return draft.commits;
}

/** The commits of every repository of the world, in the order of importing. */
export function createHistory({
  start,
  seed,
  cloneUrl,
}: HistoryOptions): Map<string, DraftCommit[]> {
  // Git counts in seconds.
  const second = new Date(Math.floor(start.getTime() / 1000) * 1000);
  // Two, so that who reviews a change has no part in what is changed.
  const randoms = {
    random: createRandom(seed),
    reviewing: createRandom(seed + 1),
  };
  const plans: Plan[] = [
    {
      repository: PLATFORM_REPOSITORY,
      founder: kim,
      subject: 'Start with the manifests of all services',
      files: {
        'README.md': '# Deployments\nWhat runs where.\n',
        'docs/on-call.md': '# On call\n',
        '.ci/validate.yaml': 'steps: [kustomize, kubeconform]\n',
        ...argoFiles(cloneUrl),
        ...clusterFiles(cloneUrl),
      },
      otherChanges: 150,
      recent: recentPlatformWork,
    },
    {
      repository: PAYMENTS_REPOSITORY,
      founder: alex,
      subject: 'Start with the manifests of all services',
      files: { 'README.md': '# Configuration of payments\n' },
      otherChanges: 30,
      recent: recentPaymentsWork,
    },
    {
      repository: FLEET_REPOSITORY,
      founder: kim,
      subject: 'Let teams bring services in repositories of their own',
      files: fleetFiles(),
      otherChanges: 0,
      recent: () => {},
    },
  ];
  return new Map(
    plans.map(plan => {
      const ours = services.filter(each => each.repository === plan.repository);
      return [plan.repository, draftOf(plan, ours, second, randoms)];
    }),
  );
}
