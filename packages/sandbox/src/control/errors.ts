/** A name that the world does not have. */
export class NotFoundError extends Error {
  readonly status = 404;
}

/** A request that cannot be carried out as it stands. */
export class InputError extends Error {
  readonly status = 400;
}
