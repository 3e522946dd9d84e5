import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { EntityReader } from './EntityReader';
import { KeptPerPerson } from './KeptPerPerson';

const MAX_KEPT = 1000;

/**
 * Entities whose pages somebody turns: that they may be read is asked of the catalog
 * with that person's credentials, and kept for at most 30 s.
 */
export class SeenEntities {
  readonly #reader: EntityReader;
  readonly #kept = new KeptPerPerson<string>({ max: MAX_KEPT });

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
    const { kind, namespace, name } = params;
    return this.#kept.get(credentials, [kind, namespace, name], async () =>
      stringifyEntityRef(await this.#reader.get(params, credentials)),
    );
  }
}
