import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { listBoundEntities } from '../store/listBoundEntities';
import { EntityReader } from './EntityReader';

const KEEP_MS = 30_000;
const MAX_PEOPLE = 200;

/**
 * Which of the entities that have applications somebody may read, asked of the
 * catalog with their credentials and kept for at most 30 s.
 */
export class VisibleEntities {
  readonly #db: Knex;
  readonly #reader: EntityReader;
  readonly #kept = new Map<
    string,
    { refs: Promise<Set<string>>; at: number }
  >();

  constructor(options: { db: Knex; reader: EntityReader }) {
    this.#db = options.db;
    this.#reader = options.reader;
  }

  async of(credentials: BackstageCredentials): Promise<Set<string>> {
    const person = personOf(credentials);
    // What a service may read can differ from token to token.
    if (!person) return this.#ask(credentials);
    const now = performance.now();
    const kept = this.#kept.get(person);
    if (kept && now - kept.at < KEEP_MS) return kept.refs;
    const refs = this.#ask(credentials);
    this.#keep(person, refs, now);
    return refs;
  }

  async #ask(credentials: BackstageCredentials): Promise<Set<string>> {
    return this.#reader.readable(
      await listBoundEntities(this.#db),
      credentials,
    );
  }

  #keep(person: string, refs: Promise<Set<string>>, at: number): void {
    this.#kept.delete(person);
    this.#kept.set(person, { refs, at });
    // The oldest come first.
    for (const [other, kept] of this.#kept) {
      const isOld = at - kept.at >= KEEP_MS;
      if (!isOld && this.#kept.size <= MAX_PEOPLE) break;
      this.#kept.delete(other);
    }
    refs.catch(() => {
      if (this.#kept.get(person)?.refs === refs) this.#kept.delete(person);
    });
  }
}

function personOf({ principal }: BackstageCredentials): string | undefined {
  const isUser =
    typeof principal === 'object' &&
    principal !== null &&
    'type' in principal &&
    principal.type === 'user' &&
    'userEntityRef' in principal;
  return isUser ? String(principal.userEntityRef) : undefined;
}
