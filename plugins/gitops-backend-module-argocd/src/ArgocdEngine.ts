import { LoggerService } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import {
  ApplicationClaim,
  Engine,
  EngineInstance,
} from '@backstage-gitops/plugin-gitops-node';
import { ArgocdInstance } from './ArgocdInstance';
import { ARGOCD_ANNOTATIONS, argocdClaims } from './claims';
import { readArgocdInstances } from './config';

/** Argo CD, with the instances that the configuration names. */
export class ArgocdEngine implements Engine {
  readonly kind = 'argocd';
  readonly annotations = ARGOCD_ANNOTATIONS;
  readonly #instances: ArgocdInstance[];

  /** @throws InputError when an instance is configured wrongly */
  constructor(config: Config, logger: LoggerService) {
    this.#instances = readArgocdInstances(config).map(
      options =>
        new ArgocdInstance(options, logger.child({ instance: options.name })),
    );
  }

  async instances(): Promise<EngineInstance[]> {
    return this.#instances;
  }

  claims(entity: Entity): { claims: ApplicationClaim[]; problems: string[] } {
    return argocdClaims(entity);
  }
}
