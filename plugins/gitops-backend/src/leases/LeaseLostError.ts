/** Another replica has taken over meanwhile; nothing was written. */
export class LeaseLostError extends Error {
  constructor(name: string) {
    super(
      `Another replica has taken over ${name}, since this one was not heard of for too long`,
    );
    this.name = 'LeaseLostError';
  }
}
