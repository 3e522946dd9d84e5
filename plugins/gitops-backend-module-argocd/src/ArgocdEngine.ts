import { LoggerService } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import {
  ApplicationClaim,
  Engine,
  EngineInstance,
  KubernetesBackend,
} from '@backstage-gitops/plugin-gitops-node';
import { ArgocdInstance } from './ArgocdInstance';
import { ArgocdClusterInstance } from './cluster/ArgocdClusterInstance';
import { ARGOCD_ANNOTATIONS, argocdClaims } from './claims';
import { readArgocdInstances } from './config';

export interface ArgocdEngineOptions {
  config: Config;
  logger: LoggerService;
  /** The way to the clusters of instances that are read there. */
  backend: KubernetesBackend;
}

/** Argo CD, with the instances that the configuration names. */
export class ArgocdEngine implements Engine {
  readonly kind = 'argocd';
  readonly annotations = ARGOCD_ANNOTATIONS;
  readonly #instances: EngineInstance[];

  /** @throws InputError when an instance is configured wrongly */
  constructor({ config, logger, backend }: ArgocdEngineOptions) {
    this.#instances = readArgocdInstances(config).map(options =>
      'cluster' in options
        ? new ArgocdClusterInstance(
            options,
            backend,
            logger.child({ instance: options.name }),
          )
        : new ArgocdInstance(options, logger.child({ instance: options.name })),
    );
  }

  async instances(): Promise<EngineInstance[]> {
    return this.#instances;
  }

  claims(entity: Entity): { claims: ApplicationClaim[]; problems: string[] } {
    return argocdClaims(entity);
  }
}
