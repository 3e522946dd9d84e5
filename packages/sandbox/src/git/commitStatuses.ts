import { Clock } from '../clock';
import { Person } from './types';

export type StatusState =
  | 'pending'
  | 'success'
  | 'error'
  | 'failure'
  | 'warning';

export interface CommitStatusDraft {
  state: StatusState;
  /** Names the check; the newest status of each counts. */
  context: string;
  description: string;
  targetUrl: string;
  by: Person;
}

export interface CommitStatus extends CommitStatusDraft {
  /** Counted by commit. */
  id: number;
  at: Date;
}

/** Worst first: what one check says is what all say together. */
const WORST_FIRST: readonly StatusState[] = [
  'error',
  'failure',
  'pending',
  'warning',
  'success',
];

/** What pipelines say of commits, kept in memory as long as the host runs. */
export class CommitStatuses {
  readonly #all = new Map<string, CommitStatus[]>();

  constructor(private readonly clock: Clock) {}

  add(
    repository: string,
    sha: string,
    draft: CommitStatusDraft,
    at: Date = this.clock(),
  ): CommitStatus {
    const key = `${repository}@${sha}`;
    const known = this.#all.get(key) ?? [];
    const status = { ...draft, id: known.length + 1, at };
    this.#all.set(key, [...known, status]);
    return status;
  }

  /** The newest of each check, newest first. */
  of(repository: string, sha: string): CommitStatus[] {
    const newest = new Map<string, CommitStatus>();
    for (const status of this.#all.get(`${repository}@${sha}`) ?? []) {
      newest.set(status.context, status);
    }
    return [...newest.values()].sort((a, b) => b.id - a.id);
  }

  static combined(statuses: readonly CommitStatus[]): StatusState | undefined {
    return WORST_FIRST.find(state =>
      statuses.some(status => status.state === state),
    );
  }
}
