import {
  Checks,
  Reviewer,
  Signature,
} from '@backstage-gitops/plugin-gitops-common';

/** A pull request of the repository that all fake hosts have. */
export interface WorldPull {
  number: number;
  title: string;
  author: string;
  state: 'open' | 'merged';
  /** Whole seconds. */
  mergedAt: string;
  /** Name of the branch that it goes into. */
  into: string;
  /** The commit that its merge made, if it made one. */
  made: string | null;
  /** The last commit of its branch. */
  head: string;
  reviewers: Reviewer[];
}

export interface WorldCommit {
  sha: string;
  /** Numbers of the pull requests whose branch has it. */
  pulls: number[];
  parents: string[];
  message: string;
  /** The tip that the branch had after the push with which it came. */
  pushedWith: string;
  checks: Checks;
  signature: Signature;
}

/** What a host has, whichever host it is. */
export interface World {
  pulls: WorldPull[];
  commits: WorldCommit[];
}

/** A commit id: the same for the same word, and for people to tell apart. */
export function sha(word: string): string {
  return Buffer.from(word).toString('hex').padEnd(40, '0').slice(0, 40);
}

export function pull(number: number, over: Partial<WorldPull> = {}): WorldPull {
  return {
    number,
    title: `Change ${number}`,
    author: 'robin',
    state: 'merged',
    mergedAt: `2026-11-0${number}T10:00:00.000Z`,
    into: 'main',
    made: null,
    head: sha(`head${number}`),
    reviewers: [],
    ...over,
  };
}

export function commit(
  word: string,
  over: Partial<WorldCommit> = {},
): WorldCommit {
  return {
    sha: sha(word),
    pulls: [],
    parents: [sha('parent')],
    message: 'Change the release',
    pushedWith: sha(word),
    checks: 'none',
    signature: 'none',
    ...over,
  };
}

/** The pull requests of which a host says that they have a commit. */
export function pullsWith(world: World, id: string): WorldPull[] {
  const known = world.commits.find(it => it.sha === id);
  return world.pulls.filter(({ number }) => known?.pulls.includes(number));
}

export function madeBy(world: World, id: string): WorldPull[] {
  return world.pulls.filter(({ made }) => made === id);
}
