import { LoggerService } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { EXTERNAL_NAME } from '@backstage-gitops/plugin-gitops-common';
import {
  ApplicationClaim,
  Engine,
  EngineInstance,
} from '@backstage-gitops/plugin-gitops-node';
import { Knex } from 'knex';
import { externalClaims } from './claims';
import { ReportingInstance } from './config';
import { News } from './News';
import { ReportedInstance } from './ReportedInstance';

/** Whatever reports its state instead of being observed. */
export class ExternalEngine implements Engine {
  readonly kind = 'external';
  readonly annotations = [EXTERNAL_NAME];
  readonly #instances: EngineInstance[];

  constructor({
    instances,
    ...rest
  }: {
    instances: ReportingInstance[];
    db: Knex;
    news: News;
    logger: LoggerService;
  }) {
    this.#instances = instances.map(
      instance => new ReportedInstance({ ...rest, instance }),
    );
  }

  async instances(): Promise<EngineInstance[]> {
    return this.#instances;
  }

  claims(entity: Entity): { claims: ApplicationClaim[]; problems: string[] } {
    return externalClaims(entity);
  }
}
