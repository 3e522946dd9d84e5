import { BareRepository, RepositorySpec } from './bareRepository';
import { Push } from './types';

/** The name is taken. */
export class RepositoryExistsError extends Error {}

/** All repositories of the host, those made later too, and who hears of pushes to them. */
export class Repositories {
  readonly #byName = new Map<string, BareRepository>();
  readonly #taken = new Set<string>();
  readonly #listeners = new Set<(push: Push) => void>();

  constructor(
    private readonly directory: string,
    private readonly namedOrganisations: readonly string[],
  ) {}

  async create(spec: RepositorySpec): Promise<BareRepository> {
    if (this.#taken.has(spec.name)) {
      throw new RepositoryExistsError(
        `There is a repository '${spec.name}' already`,
      );
    }
    this.#taken.add(spec.name);
    try {
      const repository = await BareRepository.create(this.directory, spec);
      this.#byName.set(spec.name, repository);
      return repository;
    } catch (error) {
      this.#taken.delete(spec.name);
      throw error;
    }
  }

  find(name: string): BareRepository | undefined {
    return this.#byName.get(name);
  }

  /** Throws a sentence that names what there is. */
  get(name: string): BareRepository {
    const repository = this.find(name);
    if (!repository) {
      const known = [...this.#byName.keys()].join(', ');
      throw new Error(`There is no repository '${name}'; there are: ${known}`);
    }
    return repository;
  }

  /** From 1, and the same for ever: nothing is taken away. */
  idOf({ spec }: BareRepository): number {
    return [...this.#byName.keys()].indexOf(spec.name) + 1;
  }

  /** Those that were named and every owner of a repository; only grows at its end. */
  organisations(): string[] {
    const owners = [...this.#byName.keys()].map(name => name.split('/')[0]);
    return [...new Set([...this.namedOrganisations, ...owners])];
  }

  /** Runs work that moves branches, alone; every listener hears of each move. */
  async change<T>(
    repository: BareRepository,
    work: (branches: ReadonlyMap<string, string>) => Promise<T>,
  ): Promise<T> {
    return await repository.exclusively(work, push => {
      for (const listener of this.#listeners) {
        listener(push);
      }
    });
  }

  onPush(listener: (push: Push) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
