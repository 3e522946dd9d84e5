import { Request, RequestHandler, Response } from 'express';
import { ApiError, noSession } from '../errors';
import { Sessions } from './sessions';

/** The account of a request's bearer token. */
export function accountOf(
  request: Request,
  sessions: Sessions,
): string | undefined {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ');
  return scheme === 'Bearer' && token ? sessions.accountOf(token) : undefined;
}

/** Lets only requests with a session through, and notes whose it is. */
export function requireSession(sessions: Sessions): RequestHandler {
  return (request, response, next) => {
    const account = accountOf(request, sessions);
    if (account === undefined) {
      sendError(response, noSession());
      return;
    }
    response.locals.account = account;
    next();
  };
}

/** Only behind `requireSession`. */
export function usernameOf(response: Response): string {
  return String(response.locals.account);
}

export function sendError(response: Response, error: ApiError): void {
  response.status(error.httpStatus).json({
    error: error.message,
    code: error.code,
    message: error.message,
  });
}

/** What the gateway adds to every answer that comes from gRPC. */
export function sendAnswer(response: Response, body: unknown): void {
  response.setHeader('Grpc-Metadata-Content-Type', 'application/grpc');
  response.json(body);
}
