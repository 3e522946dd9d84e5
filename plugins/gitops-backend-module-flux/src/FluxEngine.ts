import { LoggerService } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import {
  ApplicationClaim,
  Engine,
  EngineInstance,
  KubernetesBackend,
  whyUnobservable,
} from '@backstage-gitops/plugin-gitops-node';
import { FLUX_ANNOTATIONS, fluxClaims } from './claims';
import { FluxInstance } from './FluxInstance';

/** Stands for a cluster that cannot be observed, and says why. */
function unobservable(name: string, why: string): EngineInstance {
  return {
    name,
    capabilities: {
      drift: false,
      driftWhilePending: false,
      operations: [],
      resources: false,
      diff: false,
    },
    observe: () => ({
      [Symbol.asyncIterator]: () => ({
        next: () => Promise.reject(new Error(why)),
      }),
    }),
  };
}

/** Flux, on the clusters that Backstage's Kubernetes configuration has. */
export class FluxEngine implements Engine {
  readonly kind = 'flux';
  readonly annotations = FLUX_ANNOTATIONS;
  readonly #instances = new Map<string, EngineInstance>();

  constructor(
    private readonly options: {
      clusters: 'all' | string[];
      backend: KubernetesBackend;
      logger: LoggerService;
    },
  ) {}

  /** @throws Error when the Kubernetes backend does not tell which clusters there are */
  async instances(): Promise<EngineInstance[]> {
    const { clusters, backend } = this.options;
    if (clusters.length === 0) return [];
    const known = await backend.listClusters();
    const names = new Set(known.map(({ name }) => name));
    for (const name of this.#instances.keys()) {
      // What it remembers of its objects is not needed any more.
      if (!names.has(name)) this.#instances.delete(name);
    }
    const wanted = clusters === 'all' ? [...names] : clusters;
    return wanted.map(name => {
      const why = whyUnobservable(name, known);
      return why ? unobservable(name, why) : this.#instanceOf(name);
    });
  }

  claims(entity: Entity): { claims: ApplicationClaim[]; problems: string[] } {
    return fluxClaims(entity);
  }

  #instanceOf(name: string): EngineInstance {
    const { backend, logger } = this.options;
    const instance =
      this.#instances.get(name) ??
      new FluxInstance(
        name,
        backend.cluster(name),
        logger.child({ instance: name }),
      );
    this.#instances.set(name, instance);
    return instance;
  }
}
