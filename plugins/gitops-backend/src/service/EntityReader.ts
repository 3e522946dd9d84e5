import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  CompoundEntityRef,
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';

const PART = /^[A-Za-z0-9][-A-Za-z0-9_.]{0,252}$/;

/** So many refs are asked about at once. */
const CHUNK = 500;

/** What names an entity. */
const NAME_FIELDS = ['kind', 'metadata.name', 'metadata.namespace'];

/** Asks the catalog, as the person, which entities that person may read. */
export class EntityReader {
  readonly #catalog: CatalogService;
  readonly #onRead: (entity: Entity) => Promise<void>;

  /** @param onRead - told of each whole entity that was read, before it is given */
  constructor(
    catalog: CatalogService,
    onRead: (entity: Entity) => Promise<void> = async () => {},
  ) {
    this.#catalog = catalog;
    this.#onRead = onRead;
  }

  /** @throws NotFoundError for unknown and for forbidden alike */
  async get(
    params: Record<string, string>,
    credentials: BackstageCredentials,
  ): Promise<Entity> {
    const ref = refOf(params);
    const entity = await this.#catalog.getEntityByRef(ref, { credentials });
    if (!entity) {
      throw new NotFoundError(
        `There is no entity "${stringifyEntityRef(ref)}" that you may read.`,
      );
    }
    await this.#onRead(entity);
    return entity;
  }

  /** Those of the refs that may be read, in the catalog's own spelling. */
  async readable(
    entityRefs: Iterable<string>,
    credentials: BackstageCredentials,
  ): Promise<Set<string>> {
    const entities = await this.read(entityRefs, [], credentials);
    return new Set(entities.map(entity => stringifyEntityRef(entity)));
  }

  /** Those of the entities that may be read, with these fields besides their names. */
  async read(
    entityRefs: Iterable<string>,
    fields: string[],
    credentials: BackstageCredentials,
  ): Promise<Entity[]> {
    const refs = [...new Set([...entityRefs].flatMap(normalised))];
    const found: Entity[] = [];
    for (let start = 0; start < refs.length; start += CHUNK) {
      const { items } = await this.#catalog.getEntitiesByRefs(
        {
          entityRefs: refs.slice(start, start + CHUNK),
          fields: [...NAME_FIELDS, ...fields],
        },
        { credentials },
      );
      for (const entity of items) if (entity) found.push(entity);
    }
    return found;
  }

  /** The users with one of these addresses that may be read, with their profile. */
  async users(
    emails: string[],
    credentials: BackstageCredentials,
  ): Promise<Entity[]> {
    const { items } = await this.#catalog.getEntities(
      {
        filter: { kind: 'User', 'spec.profile.email': emails },
        fields: [...NAME_FIELDS, 'spec.profile.email'],
      },
      { credentials },
    );
    return items;
  }
}

/** A reference in the catalog's own spelling; none for what is not a reference. */
export function normalised(entityRef: string): string[] {
  try {
    return [stringifyEntityRef(parseEntityRef(entityRef))];
  } catch {
    return [];
  }
}

function refOf({
  kind,
  namespace,
  name,
}: Record<string, string>): CompoundEntityRef {
  const ref = { kind, namespace, name };
  if (Object.values(ref).some(part => !PART.test(part))) {
    throw new InputError(
      'Kind, namespace or name is not one an entity can have.',
    );
  }
  return ref;
}
