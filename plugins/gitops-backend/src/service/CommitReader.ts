import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Commit,
  CommitDetail,
  commitsQuerySchema,
  EntityCommits,
  UNKNOWN_REVIEW,
} from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { withinAny } from '../git/isWithin';
import { CommitName, GitHistory, IndexedCommit } from '../git/types';
import { readReviews } from '../reviews/store/readReviews';
import { NamedApplication } from '../store/listApplications';
import { AuthorUsers } from './AuthorUsers';
import { noSuchCommit } from './commitName';
import { parse } from './parse';
import { runningTimes } from './RunningTimes';
import { SeenImpact } from './SeenImpact';

const MAX_FILES = 500;

/** Answers what is known of commits, from the store alone. */
export class CommitReader {
  readonly #db: Knex;
  readonly #git: GitHistory;
  readonly #authors: AuthorUsers;
  readonly #impact: SeenImpact;

  constructor(options: {
    db: Knex;
    git: GitHistory;
    authors: AuthorUsers;
    impact: SeenImpact;
  }) {
    this.#db = options.db;
    this.#git = options.git;
    this.#authors = options.authors;
    this.#impact = options.impact;
  }

  /**
   * One page, newest first; as many statements for one application as for many.
   * @param query - `CommitsQuery`, as it came
   */
  async page(
    bound: NamedApplication[],
    query: unknown,
    credentials: BackstageCredentials,
  ): Promise<EntityCommits> {
    const { application, environment, ...asked } = parse(
      commitsQuerySchema,
      query,
    );
    const applications = new Map(bound.map(each => [each.id, each]));
    const applicationIds = bound
      .filter(
        each =>
          (!application || each.id === application) &&
          (!environment || each.environment === environment),
      )
      .map(({ id }) => id);
    if (applicationIds.length === 0) return { items: [], repositories: [] };
    const { items, ...page } = await this.#git.commits({
      applicationIds,
      // What is found for some of them has a part in others all the same.
      markedFor: [...applications.keys()],
      ...asked,
    });
    return {
      items: await this.#complete(items, applications, credentials),
      ...page,
    };
  }

  /** @throws NotFoundError for unknown and for forbidden alike */
  async detail(
    name: CommitName,
    credentials: BackstageCredentials,
  ): Promise<CommitDetail> {
    const touched = await this.#git.touched({ commit: name });
    const seen = await this.#impact.of(touched, credentials);
    const listed = seen.impact.items.map(each => each.applicationId);
    const found =
      listed.length === 0 ? undefined : await this.#git.commit(name, listed);
    if (!found) throw noSuchCommit();
    const [commit] = await this.#complete(
      [found],
      seen.applications,
      credentials,
    );
    const all = await this.#git.changedFiles(name);
    const files = all.filter(withinAny(seen.inputs)).slice(0, MAX_FILES);
    return {
      commit,
      files,
      otherFiles: all.length - files.length,
      impact: seen.impact,
    };
  }

  /** With what Git does not know. */
  async #complete(
    commits: IndexedCommit[],
    applications: ReadonlyMap<
      string,
      Pick<NamedApplication, 'engine' | 'instance' | 'environment'>
    >,
    credentials: BackstageCredentials,
  ): Promise<Commit[]> {
    const ids = commits.map(({ id }) => id);
    const emails = commits.map(({ author }) => author.email);
    const [userOf, reviews, sinceOf] = await Promise.all([
      this.#authors.of(emails, credentials),
      readReviews(this.#db, ids),
      runningTimes({ db: this.#db, git: this.#git }, commits, applications),
    ]);
    return commits.map(commit => {
      const { id, author, marks, ...rest } = commit;
      return {
        ...rest,
        ...(reviews.get(id) ?? UNKNOWN_REVIEW),
        author: { ...author, entityRef: userOf(author.email) },
        marks: marks.map(mark => {
          const { declaredBy, ...shown } = mark;
          return {
            ...shown,
            environment:
              applications.get(mark.applicationId)?.environment ?? null,
            since: sinceOf(commit, mark),
          };
        }),
      };
    });
  }
}
