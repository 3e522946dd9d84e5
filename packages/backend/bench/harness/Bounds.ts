/** What may not be exceeded; what was, is told at the end. */
export class Bounds {
  readonly #broken: string[] = [];

  /** @param what - as in `MB of heap` */
  atMost(max: number, value: number, what: string): void {
    if (value > max) {
      this.#broken.push(`${Number(value.toFixed(2))} ${what}, not ${max}`);
    }
  }

  /** @throws Error when any was exceeded */
  check(): void {
    if (this.#broken.length > 0) {
      throw new Error(`More than there may be: ${this.#broken.join('; ')}.`);
    }
  }
}
