import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Entity,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { Knex } from 'knex';
import { listBoundEntities } from '../store/listBoundEntities';
import { EntityReader } from './EntityReader';
import { KeptPerPerson } from './KeptPerPerson';

/** Where an entity stands, by the catalog's relations. All are entity refs. */
export interface VisibleEntity {
  /** Groups and users. */
  owners: string[];
  systems: string[];
}

/** Entities that somebody may read, by entity ref. */
export type VisibleEntityMap = ReadonlyMap<string, VisibleEntity>;

const MAX_PEOPLE = 200;

/**
 * Which of the entities that have applications somebody may read, asked of the
 * catalog with their credentials and kept for at most 30 s.
 */
export class VisibleEntities {
  readonly #db: Knex;
  readonly #reader: EntityReader;
  readonly #kept = new KeptPerPerson<VisibleEntityMap>({ max: MAX_PEOPLE });

  constructor(options: { db: Knex; reader: EntityReader }) {
    this.#db = options.db;
    this.#reader = options.reader;
  }

  async of(credentials: BackstageCredentials): Promise<VisibleEntityMap> {
    return this.#kept.get(credentials, [], () => this.#ask(credentials));
  }

  async #ask(credentials: BackstageCredentials): Promise<VisibleEntityMap> {
    const entities = await this.#reader.read(
      await listBoundEntities(this.#db),
      ['relations'],
      credentials,
    );
    return new Map(
      entities.map(entity => [
        stringifyEntityRef(entity),
        {
          owners: relatedTo(entity, RELATION_OWNED_BY),
          systems: relatedTo(entity, RELATION_PART_OF).filter(ref =>
            ref.startsWith('system:'),
          ),
        },
      ]),
    );
  }
}

function relatedTo(entity: Entity, type: string): string[] {
  const related = (entity.relations ?? []).filter(
    relation => relation.type === type,
  );
  return [...new Set(related.map(({ targetRef }) => targetRef))];
}
