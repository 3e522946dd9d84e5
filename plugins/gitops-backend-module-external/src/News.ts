/** Tells in this process that something was reported, to whoever waits for it. */
export class News {
  #tell: () => void = () => {};
  #next = new Promise<void>(resolve => {
    this.#tell = resolve;
  });

  /** Resolves when something is told after this call. */
  next(): Promise<void> {
    return this.#next;
  }

  tell(): void {
    this.#tell();
    this.#next = new Promise(resolve => {
      this.#tell = resolve;
    });
  }
}
