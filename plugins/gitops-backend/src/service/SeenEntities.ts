import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { EntityReader } from './EntityReader';
import { Kept } from './Kept';
import { personOf } from './personOf';

const KEEPING = { keepMs: 30_000, max: 1000 };

/**
 * Entities whose pages somebody turns: that they may be read is asked of the catalog
 * with that person's credentials, and kept for at most 30 s.
 */
export class SeenEntities {
  readonly #reader: EntityReader;
  readonly #kept = new Kept<string>(KEEPING);

  constructor({ reader }: { reader: EntityReader }) {
    this.#reader = reader;
  }

  /**
   * Its reference, in the catalog's own spelling.
   * @throws NotFoundError for unknown and for forbidden alike
   */
  async refOf(
    params: Record<string, string>,
    credentials: BackstageCredentials,
  ): Promise<string> {
    const person = personOf(credentials);
    const ask = async () =>
      stringifyEntityRef(await this.#reader.get(params, credentials));
    const { kind, namespace, name } = params;
    // What a service may read can differ from token to token.
    return person === undefined
      ? ask()
      : this.#kept.get(JSON.stringify([person, kind, namespace, name]), ask);
  }
}
