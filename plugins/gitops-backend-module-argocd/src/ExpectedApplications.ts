import { ApplicationName } from './api/ArgocdClient';

const keyOf = ({ namespace, name }: ApplicationName) => `${namespace}/${name}`;

/** What a list named, against what a stream has brought so far. */
export class ExpectedApplications {
  readonly #present: Set<string>;
  readonly #missing: Set<string>;

  constructor(names: ApplicationName[]) {
    this.#present = new Set(names.map(keyOf));
    this.#missing = new Set(this.#present);
  }

  get missing(): number {
    return this.#missing.size;
  }

  arrived(name: ApplicationName): void {
    this.#present.add(keyOf(name));
    this.#missing.delete(keyOf(name));
  }

  gone(name: ApplicationName): void {
    this.#present.delete(keyOf(name));
    this.#missing.delete(keyOf(name));
  }

  /** Listed, or come since, and not deleted. */
  isPresent(name: ApplicationName): boolean {
    return this.#present.has(keyOf(name));
  }
}
