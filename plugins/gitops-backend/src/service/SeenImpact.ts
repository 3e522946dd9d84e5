import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  gitopsFleetReadPermission,
  Impact,
} from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { TouchedInputs } from '../git/types';
import { listApplications, NamedApplication } from '../store/listApplications';
import { listBindings } from '../store/listByEntities';
import { Authorizer } from './Authorizer';
import { VisibleEntities } from './VisibleEntities';

export const MAX_LISTED_APPLICATIONS = 200;

export interface SeenOfImpact extends NamedApplication {
  /** Of those that it is bound to, the ones that may be read. */
  entityRefs: string[];
}

/** What somebody may see of the applications that something touches. */
export interface Seen {
  impact: Impact;
  /** Those that may be seen, listed or not. */
  applications: Map<string, SeenOfImpact>;
  /** All of their inputs that are touched. */
  inputs: string[];
}

/** Finds, of applications that something touches, those that somebody may see. */
export class SeenImpact {
  readonly #options: {
    db: Knex;
    authorizer: Authorizer;
    visible: VisibleEntities;
  };

  constructor(options: {
    db: Knex;
    authorizer: Authorizer;
    visible: VisibleEntities;
  }) {
    this.#options = options;
  }

  /** Through an entity that they may read, or as part of the fleet. */
  async of(
    touched: TouchedInputs[],
    credentials: BackstageCredentials,
  ): Promise<Seen> {
    const { db, authorizer, visible } = this.#options;
    const byId = new Map(touched.map(each => [each.applicationId, each]));
    const kept = await listApplications(db, byId.keys());
    const bindings = await listBindings(db, [...byId.keys()]);
    const entities = await visible.of(credentials);
    const all = await authorizer.allows(gitopsFleetReadPermission, credentials);
    const seen = kept.flatMap(application => {
      const entityRefs = (bindings.get(application.id) ?? [])
        .map(({ entityRef }) => entityRef)
        .filter(entityRef => entities.has(entityRef));
      return all || entityRefs.length > 0
        ? [{ ...application, entityRefs }]
        : [];
    });
    const listed = seen.slice(0, MAX_LISTED_APPLICATIONS);
    return {
      impact: {
        items: listed.map(({ id, ...named }) => ({
          ...named,
          applicationId: id,
          via: byId.get(id)?.via ?? [],
        })),
        // Of what is all hidden nobody learns that it is there.
        hidden: seen.length === 0 ? 0 : kept.length - listed.length,
      },
      applications: new Map(seen.map(each => [each.id, each])),
      inputs: seen.flatMap(({ id }) => byId.get(id)?.inputs ?? []),
    };
  }
}
