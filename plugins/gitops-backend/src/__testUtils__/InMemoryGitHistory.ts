import { CommitRef } from '@backstage-gitops/plugin-gitops-common';
import {
  CommitPage,
  GitFacts,
  GitHistory,
  RevisionOf,
  TrackedApplication,
} from '../git/types';

/** Git history that knows what it is told. */
export class InMemoryGitHistory implements GitHistory {
  readonly tracked = new Map<string, TrackedApplication>();
  readonly known = new Map<string, GitFacts>();
  page: CommitPage = { items: [] };
  readonly waits = new Map<string, CommitRef[]>();
  /** By SHA. */
  readonly commitsKnown = new Map<string, CommitRef>();
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

  async facts(applicationIds: string[]): Promise<Map<string, GitFacts>> {
    return new Map(
      [...this.known].filter(([id]) => applicationIds.includes(id)),
    );
  }

  async waiting(applicationId: string, limit: number): Promise<CommitRef[]> {
    return (this.waits.get(applicationId) ?? []).slice(0, limit);
  }

  async commits(): Promise<CommitPage> {
    return this.page;
  }

  async newestIn(revisions: RevisionOf[]) {
    return revisions.flatMap(of => {
      const commit = this.commitsKnown.get(of.revision);
      return commit ? [{ ...of, commit }] : [];
    });
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
