import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { z } from 'zod';
import { EntityReader } from './EntityReader';
import { Kept } from './Kept';
import { personOf } from './personOf';

/** Refs of users, by address in lower case. */
type Users = ReadonlyMap<string, string>;

/** An address that is nothing else in a question to the catalog. */
const ADDRESS = /^[^\s,;=@]+@[^\s,;=@]+$/;
/** GitHub gives these in place of what people keep to themselves, and to its own robot. */
const NOBODY = /^noreply@github\.com$|@users\.noreply\.github\.com$/;
/** Of all addresses together: they are sent in a URL. */
const MAX_LENGTH = 4000;

const KEEPING = { keepMs: 30_000, max: 500 };

const profileSchema = z.object({
  profile: z.object({ email: z.string().toLowerCase() }),
});

/** Who in the catalog the authors of commits are, as far as a reader may see them. */
export class AuthorUsers {
  readonly #reader: EntityReader;
  readonly #kept = new Kept<Users>(KEEPING);

  constructor({ reader }: { reader: EntityReader }) {
    this.#reader = reader;
  }

  /**
   * With one question to the catalog at most, whose answer is kept for 30 s per person.
   * Where it fails nobody is known.
   */
  async of(
    emails: Iterable<string>,
    credentials: BackstageCredentials,
  ): Promise<(email: string) => string | null> {
    const asked = askable(emails);
    const users =
      asked.length === 0 ? undefined : this.#users(asked, credentials);
    const known = await users?.catch(() => undefined);
    return email => known?.get(email.toLowerCase()) ?? null;
  }

  async #users(
    emails: string[],
    credentials: BackstageCredentials,
  ): Promise<Users> {
    const person = personOf(credentials);
    const ask = () => this.#ask(emails, credentials);
    // What a service may read can differ from token to token.
    return person === undefined
      ? ask()
      : this.#kept.get(JSON.stringify([person, emails]), ask);
  }

  async #ask(
    emails: string[],
    credentials: BackstageCredentials,
  ): Promise<Users> {
    const users = new Map<string, string>();
    const ambiguous = new Set<string>();
    for (const entity of await this.#reader.users(emails, credentials)) {
      const { data } = profileSchema.safeParse(entity.spec);
      if (!data) continue;
      const { email } = data.profile;
      if (users.has(email)) ambiguous.add(email);
      users.set(email, stringifyEntityRef(entity));
    }
    for (const email of ambiguous) users.delete(email);
    return users;
  }
}

/** In an order of their own, so that the same people are the same question. */
function askable(emails: Iterable<string>): string[] {
  const lower = [...emails].map(email => email.toLowerCase());
  const people = lower.filter(
    email => ADDRESS.test(email) && !NOBODY.test(email),
  );
  let room = MAX_LENGTH;
  return [...new Set(people)].sort().filter(email => {
    room -= email.length;
    return room >= 0;
  });
}
