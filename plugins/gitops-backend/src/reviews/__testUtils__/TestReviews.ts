import { mockServices } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { Reviews } from '../Reviews';
import { IndexedHistory, indexHistory } from './indexedHistory';
import { startGitea, TestGitea } from './startGitea';

export const APP = 'app-1';

/** What a host says of a commit that was merely pushed. */
export const PUSHED = {
  review: { state: 'none' },
  checks: 'passed',
  signature: 'none',
};

/** A host, and replicas that ask it about commits. */
export class TestReviews {
  /** Applications of which there were news. */
  readonly news: string[] = [];
  #running: Reviews[] = [];

  private constructor(readonly db: Knex, readonly gitea: TestGitea) {}

  static async of(db: Knex): Promise<TestReviews> {
    return new TestReviews(db, await startGitea());
  }

  start(): Reviews {
    const reviews = new Reviews({
      db: this.db,
      logger: mockServices.logger.mock(),
      integrations: this.gitea.integrations,
      onChanged: ids => this.news.push(...ids),
    });
    this.#running.push(reviews);
    reviews.start();
    return reviews;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#running.map(reviews => reviews.stop()));
    this.#running = [];
  }

  async close(): Promise<void> {
    await this.stop();
    await this.gitea.close();
  }

  /** Of a repository on the host, see `indexHistory`. */
  fleet(
    words: string[],
    applicationId = APP,
    name = 'fleet',
  ): Promise<IndexedHistory> {
    const url = `${this.gitea.url}/acme/${name}.git`;
    return indexHistory(this.db, { url, applicationId, words });
  }
}
