import { Request, Response } from 'express';
import { ApiError, noSession } from '../errors';
import { Session, Sessions } from './sessions';

/** Whose the bearer token of a request is. */
export function sessionOf(
  request: Request,
  sessions: Sessions,
): Session | undefined {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ');
  return scheme === 'Bearer' && token ? sessions.sessionOf(token) : undefined;
}

/** The same; throws 401 where there is none. */
export function requireSession(request: Request, sessions: Sessions): Session {
  const session = sessionOf(request, sessions);
  if (!session) {
    throw noSession();
  }
  return session;
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
