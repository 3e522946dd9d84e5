import { RequestHandler } from 'express';

/** Counts the HTTP requests that reach the sandbox, by service. */
export interface RequestCounter {
  /** Put before everything else of a service. A stream counts once. */
  middleware(service: string): RequestHandler;
  count(service: string): void;
  /** Every service that was ever named, also those at 0. */
  counts(): Record<string, number>;
  reset(): void;
}

export function createRequestCounter(): RequestCounter {
  const counts = new Map<string, number>();
  const count = (service: string) => {
    counts.set(service, (counts.get(service) ?? 0) + 1);
  };
  return {
    middleware(service) {
      counts.set(service, counts.get(service) ?? 0);
      return (_request, _response, next) => {
        count(service);
        next();
      };
    },
    count,
    counts: () => Object.fromEntries(counts),
    reset() {
      for (const service of counts.keys()) {
        counts.set(service, 0);
      }
    },
  };
}
