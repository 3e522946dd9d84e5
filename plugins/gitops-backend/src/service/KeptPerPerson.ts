import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Kept } from './Kept';
import { personOf } from './personOf';

/** So long what somebody may see is believed, in milliseconds. */
const KEEP_MS = 30_000;

/**
 * What each person was told. A service asks each time: what it may do can differ from
 * token to token.
 */
export class KeptPerPerson<T> {
  readonly #kept: Kept<T>;

  /** @param options.max - so many answers are kept, see `Kept` */
  constructor({ max }: { max: number }) {
    this.#kept = new Kept({ keepMs: KEEP_MS, max });
  }

  /** @param about - what was asked, where there is more than one thing to ask */
  async get(
    credentials: BackstageCredentials,
    about: readonly string[],
    ask: () => Promise<T>,
  ): Promise<T> {
    const person = personOf(credentials);
    return person === undefined
      ? ask()
      : this.#kept.get(JSON.stringify([person, ...about]), ask);
  }
}
