import { RequestHandler } from 'express';
import { Clock } from '../clock';

export interface LoggedRequest {
  /** Milliseconds since 1970. */
  at: number;
  instance: string;
  method: string;
  /** With its query. A stream or watch is there once, when it was opened. */
  url: string;
}

export interface RequestLog {
  /** Put before everything else of an instance. */
  middleware(instance: string): RequestHandler;
  requests(): LoggedRequest[];
}

/** Remembers which HTTP requests reach which instance. */
export function createRequestLog(clock: Clock): RequestLog {
  const requests: LoggedRequest[] = [];
  return {
    middleware: instance => (request, _response, next) => {
      const { method, originalUrl: url } = request;
      requests.push({ at: clock().getTime(), instance, method, url });
      next();
    },
    requests: () => [...requests],
  };
}
