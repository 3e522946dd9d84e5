import {
  ApplicationInputs,
  CommitDiff,
  CommitRef,
} from '@backstage-gitops/plugin-gitops-common';
import {
  CommitName,
  CommitPage,
  GitFacts,
  GitHistory,
  IndexedCommit,
  RevisionOf,
  TouchedInputs,
  Touching,
  TrackedApplication,
} from '../git/types';

/** Git history that knows what it is told. */
export class InMemoryGitHistory implements GitHistory {
  readonly tracked = new Map<string, TrackedApplication>();
  readonly known = new Map<string, GitFacts>();
  page: Omit<CommitPage, 'repositories'> = { items: [] };
  readonly pagesAsked: Array<Parameters<GitHistory['commits']>[0]> = [];
  readonly waits = new Map<string, CommitRef[]>();
  /** By SHA. */
  readonly commitsKnown = new Map<string, CommitRef>();
  /** What everything that is known touches, and changed. */
  touches: TouchedInputs[] = [];
  files: string[] = [];
  readonly touchesAsked: Touching[] = [];
  /** Of revisions that are known, the commits that they do not contain. */
  readonly lacking = new Map<string, number[]>();
  /** What was asked for, and what is answered to that. */
  readonly diffsAsked: Array<CommitName & { inputs: string[] }> = [];
  answer: (signal: AbortSignal) => Promise<CommitDiff> = async () => ({
    message: '',
    files: [],
    otherFiles: 0,
  });
  readonly inputsOf = new Map<string, ApplicationInputs>();
  running = false;
  #listeners: Array<(applicationIds: string[]) => void> = [];

  /** Git learns something, and says so. */
  learn(applicationId: string, facts: GitFacts): void {
    this.known.set(applicationId, facts);
    for (const listener of this.#listeners) listener([applicationId]);
  }

  async track(application: TrackedApplication): Promise<void> {
    this.tracked.set(application.id, application);
  }

  async forget(applicationId: string): Promise<void> {
    this.tracked.delete(applicationId);
    this.known.delete(applicationId);
  }

  async pushed(): Promise<number> {
    return 0;
  }

  async facts(applicationIds: string[]): Promise<Map<string, GitFacts>> {
    return new Map(
      [...this.known].filter(([id]) => applicationIds.includes(id)),
    );
  }

  async waiting(applicationId: string, limit: number): Promise<CommitRef[]> {
    return (this.waits.get(applicationId) ?? []).slice(0, limit);
  }

  async commits(
    query: Parameters<GitHistory['commits']>[0],
  ): Promise<CommitPage> {
    this.pagesAsked.push(query);
    return { ...this.page, repositories: await this.repositories() };
  }

  async commit(name: CommitName): Promise<IndexedCommit | undefined> {
    return this.page.items.find(
      ({ repositoryId, sha }) =>
        repositoryId === name.repositoryId && sha === name.sha,
    );
  }

  async touched(by: Touching): Promise<TouchedInputs[]> {
    this.touchesAsked.push(by);
    const known = !('commit' in by) || (await this.commit(by.commit));
    return known ? this.touches : [];
  }

  async changedFiles(): Promise<string[]> {
    return this.files;
  }

  async contained(
    questions: ReadonlyArray<{ commitId: number; revisions: string[] }>,
  ) {
    return new Map(
      questions.map(({ commitId, revisions }) => [
        commitId,
        new Map(
          revisions.flatMap((sha): Array<[string, boolean]> => {
            const lacking = this.lacking.get(sha);
            return lacking ? [[sha, !lacking.includes(commitId)]] : [];
          }),
        ),
      ]),
    );
  }

  async diff(
    name: CommitName,
    inputs: string[],
    signal: AbortSignal,
  ): Promise<CommitDiff> {
    this.diffsAsked.push({ ...name, inputs });
    return this.answer(signal);
  }

  async newestIn(revisions: RevisionOf[]) {
    return revisions.flatMap(of => {
      const commit = this.commitsKnown.get(of.revision);
      return commit ? [{ ...of, commit }] : [];
    });
  }

  async inputs(applicationId: string): Promise<ApplicationInputs> {
    return this.inputsOf.get(applicationId) ?? { sources: [] };
  }

  async repositories() {
    return [];
  }

  onChanged(listener: (applicationIds: string[]) => void): void {
    this.#listeners.push(listener);
  }

  async start(): Promise<void> {
    this.running = true;
  }

  async stop(): Promise<void> {
    this.running = false;
  }
}
