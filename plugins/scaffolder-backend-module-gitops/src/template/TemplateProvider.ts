import { LoggerService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { Entity } from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { readSettings } from '../settings';
import { createTemplate } from './createTemplate';

/** Puts the template into the catalog where the portal is configured for it, and takes it out where not. */
export class TemplateProvider implements EntityProvider {
  readonly #config: Config;
  readonly #logger: LoggerService;

  constructor(config: Config, logger: LoggerService) {
    this.#config = config;
    this.#logger = logger;
  }

  getProviderName(): string {
    return 'gitops-templates';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    const entities = await this.#templates();
    const locationKey = this.getProviderName();
    await connection.applyMutation({
      type: 'full',
      entities: entities.map(entity => ({ entity, locationKey })),
    });
  }

  async #templates(): Promise<Entity[]> {
    try {
      const settings = readSettings(
        this.#config,
        ScmIntegrations.fromConfig(this.#config),
      );
      if (settings) return [await createTemplate(settings)];
      this.#logger.info(
        'The template "New GitOps repository" is left out: to offer it, say in gitops.scaffolder where repositories are made and where the engines look for applications',
      );
    } catch (error) {
      this.#logger.error(
        `The template "New GitOps repository" is left out: ${
          toError(error).message
        }`,
      );
    }
    return [];
  }
}
