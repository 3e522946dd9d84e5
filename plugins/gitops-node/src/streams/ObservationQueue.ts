import { Observation } from '../engine';

/** Observations with the same key supersede each other. */
function keyOf(observation: Observation): string {
  switch (observation.type) {
    case 'changed': {
      const { kind, namespace, name } = observation.application;
      return `application ${kind}/${namespace}/${name}`;
    }
    case 'removed': {
      const { kind, namespace, name } = observation.key;
      return `application ${kind}/${namespace}/${name}`;
    }
    default:
      return observation.type;
  }
}

/**
 * Hands over what an engine observes, in order, to the one that iterates. It
 * never holds more than the newest of each application: a slow reader misses
 * states in between, and memory stays bounded.
 */
export class ObservationQueue implements AsyncIterable<Observation> {
  readonly #waiting = new Map<string, Observation>();
  #end: { error?: unknown } | undefined;
  #wake: () => void = () => {};

  push(observation: Observation): void {
    if (this.#end) return;
    // It holds all that was told before.
    if (observation.type === 'snapshot') this.#waiting.clear();
    this.#waiting.set(keyOf(observation), observation);
    this.#wake();
  }

  /** What was put in before is still handed over; then the iteration throws. */
  fail(error: unknown): void {
    this.#end ??= { error };
    this.#wake();
  }

  /** What was put in before is still handed over; then the iteration ends. */
  close(): void {
    this.#end ??= {};
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<
    Observation,
    void,
    undefined
  > {
    for (;;) {
      const [next] = this.#waiting;
      if (next) {
        const [key, observation] = next;
        this.#waiting.delete(key);
        yield observation;
      } else if (this.#end) {
        if ('error' in this.#end) throw this.#end.error;
        return;
      } else {
        await new Promise<void>(resolve => {
          this.#wake = resolve;
        });
      }
    }
  }
}
