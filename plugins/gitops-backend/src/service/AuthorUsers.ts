import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { z } from 'zod';
import { EntityReader } from './EntityReader';
import { KeptPerPerson } from './KeptPerPerson';

/** Refs of users by address in lower case; null for that of nobody. */
type Users = Map<string, string | null>;

/** An address that is nothing else in a question to the catalog. */
const ADDRESS = /^[^\s,;=@]+@[^\s,;=@]+$/;
/** GitHub gives these in place of what people keep to themselves, and to its own robot. */
const NOBODY = /^noreply@github\.com$|@users\.noreply\.github\.com$/;
/** Of all addresses together: they are sent in a URL. */
const MAX_LENGTH = 4000;

/** Of people. */
const MAX_KEPT = 200;

const profileSchema = z.object({
  profile: z.object({ email: z.string().toLowerCase() }),
});

/** Who in the catalog the authors of commits are, as far as a reader may see them. */
export class AuthorUsers {
  readonly #reader: EntityReader;
  readonly #kept = new KeptPerPerson<Users>({ max: MAX_KEPT });

  constructor({ reader }: { reader: EntityReader }) {
    this.#reader = reader;
  }

  /**
   * With one question to the catalog at most, for those of whom it was not asked in the
   * last 30 s by the same person. Where it fails nobody more is known.
   */
  async of(
    emails: Iterable<string>,
    credentials: BackstageCredentials,
  ): Promise<(email: string) => string | null> {
    const none = async (): Promise<Users> => new Map();
    const known = await this.#kept.get(credentials, [], none);
    const asked = askable(emails).filter(email => !known.has(email));
    if (asked.length > 0) {
      await this.#ask(asked, known, credentials).catch(() => undefined);
    }
    return email => known.get(email.toLowerCase()) ?? null;
  }

  async #ask(
    emails: string[],
    known: Users,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const found = new Map<string, string[]>();
    for (const entity of await this.#reader.users(emails, credentials)) {
      const { data } = profileSchema.safeParse(entity.spec);
      if (!data) continue;
      const { email } = data.profile;
      found.set(email, [
        ...(found.get(email) ?? []),
        stringifyEntityRef(entity),
      ]);
    }
    for (const email of emails) {
      const [ref = null, ...others] = found.get(email) ?? [];
      known.set(email, others.length === 0 ? ref : null);
    }
  }
}

/** Each once, as many as there is room for. */
function askable(emails: Iterable<string>): string[] {
  const lower = [...emails].map(email => email.toLowerCase());
  const people = lower.filter(
    email => ADDRESS.test(email) && !NOBODY.test(email),
  );
  let room = MAX_LENGTH;
  return [...new Set(people)].filter(email => {
    room -= email.length;
    return room >= 0;
  });
}
