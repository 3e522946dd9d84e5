import { ErrorRequestHandler } from 'express';
import { z } from 'zod/v4';

/** An answer that Gitea gives as `{message, url}`. */
export class GiteaError extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
  }
}

/** An answer that Gitea gives as `{documentation_url, errors, message}`. */
export class GiteaNotFound extends Error {
  constructor(
    message: string = 'Not Found',
    readonly details: string[] | null = null,
  ) {
    super(message);
  }
}

/** Turns what the routes throw into Gitea's answers. */
export function giteaErrors(base: () => string): ErrorRequestHandler {
  // Express tells an error handler by its four parameters.
  return (error: unknown, _request, response, next) => {
    const url = `${base()}/api/swagger`;
    if (response.headersSent) {
      next(error);
    } else if (error instanceof GiteaNotFound) {
      const { details, message } = error;
      response
        .status(404)
        .json({ documentation_url: url, errors: details, message });
    } else if (error instanceof GiteaError) {
      const { status, message } = error;
      response.status(status).json({ message, url });
    } else if (error instanceof z.ZodError) {
      response.status(422).json({ message: z.prettifyError(error), url });
    } else if (error instanceof SyntaxError) {
      response.status(422).json({ message: 'The body is not JSON', url });
    } else {
      const message = error instanceof Error ? error.message : String(error);
      response.status(500).json({ message, url });
    }
  };
}
