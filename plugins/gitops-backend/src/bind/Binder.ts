import { LoggerService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { Engine, TroubleLog } from '@backstage-gitops/plugin-gitops-node';
import { Knex } from 'knex';
import { readDefaultBranches } from '../git/store/readDefaultBranches';
import { listBindable } from '../store/listBindable';
import { replaceBindings } from '../store/replaceBindings';
import { Loop } from '../observe/Loop';
import { reasonOf } from '../observe/reasonOf';
import { BindingPolicy } from './bindingPolicy';
import { bindingsOf } from './bindings';
import { saidLocations } from './locations';

export interface BinderOptions {
  db: Knex;
  logger: LoggerService;
  engines: Engine[];
  entities: () => Promise<Entity[]>;
  /** Without one, only annotations bind. */
  binding?: BindingPolicy;
  /** Called with the applications whose bindings have changed. */
  onChanged: (applicationIds: string[]) => void;
  /** How long entities are taken as they were, in ms. */
  refreshMs?: number;
}

/**
 * Keeps the stored bindings in step with both sides: asks the catalog again from
 * time to time, and works them out anew when applications come, go or are
 * labelled anew.
 */
export class Binder {
  readonly #options: BinderOptions;
  readonly #loop: Loop;
  /** By reference; undefined until the catalog has answered once. */
  #entities: Map<string, Entity> | undefined;
  #lastTurn: Promise<void> = Promise.resolve();
  #readAt = Number.NEGATIVE_INFINITY;

  constructor(options: BinderOptions) {
    this.#options = options;
    const trouble = new TroubleLog(options.logger);
    this.#loop = new Loop({
      run: () => this.#bindInTurn(),
      intervalMs: options.refreshMs ?? 60_000,
      onError: error =>
        trouble.begins(
          `Bindings of entities and applications are not brought up to date: ${reasonOf(
            error,
          )}`,
        ),
      onSuccess: () =>
        trouble.isOver(
          'Bindings of entities and applications are brought up to date again',
        ),
    });
  }

  start(signal: AbortSignal): Promise<void> {
    return this.#loop.start(signal);
  }

  /** Applications came, went or are labelled anew. */
  applicationsChanged(): void {
    this.#loop.wake();
  }

  /**
   * An entity as somebody has just read it. One that claims something else than
   * when the catalog was last asked is bound before this returns, so that its
   * page does not wait for the next time.
   */
  async entityRead(entity: Entity): Promise<void> {
    const entityRef = stringifyEntityRef(entity);
    const before = this.#entities?.get(entityRef);
    if (!this.#entities || this.#claims(before) === this.#claims(entity))
      return;
    await this.#bindInTurn(() => this.#entities?.set(entityRef, entity));
  }

  /** One at a time: what was worked out earlier must not be written later. */
  #bindInTurn(first: () => void = () => {}): Promise<void> {
    const turn = this.#lastTurn.then(() => {
      first();
      return this.#bind();
    });
    this.#lastTurn = turn.catch(() => {});
    return turn;
  }

  #claims(entity: Entity | undefined): string {
    const { engines, binding } = this.#options;
    if (!entity) return '[[],[]]';
    return JSON.stringify([
      engines.flatMap(engine => engine.claims(entity).claims),
      binding?.sourceLocation ? saidLocations(entity, binding) : [],
    ]);
  }

  async #bind(): Promise<void> {
    const { db, engines, binding, onChanged } = this.#options;
    const entities = await this.#currentEntities();
    const bindings = bindingsOf(
      [...entities.values()],
      await listBindable(db, {
        places: binding && (binding.sourceLocation || binding.rules.length > 0),
      }),
      engines,
      binding,
      binding?.sourceLocation ? await readDefaultBranches(db) : undefined,
    );
    const changed = await replaceBindings(db, bindings);
    if (changed.length > 0) onChanged(changed);
  }

  async #currentEntities(): Promise<Map<string, Entity>> {
    const { entities, refreshMs = 60_000 } = this.#options;
    if (!this.#entities || Date.now() - this.#readAt >= refreshMs) {
      const read = await entities();
      this.#entities = new Map(
        read.map(entity => [stringifyEntityRef(entity), entity]),
      );
      this.#readAt = Date.now();
    }
    return this.#entities;
  }
}
