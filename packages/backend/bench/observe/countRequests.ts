import { UpstreamRequest } from './Crowd';

/** What is asked, whichever application it is about: `GET argocd-1 /api/v1/applications/…`. */
function whatOf({ method, instance, url }: UpstreamRequest): string {
  const [path] = url.split('?');
  return `${method} ${instance} ${path.replace(/service-\d+/, '…')}`;
}

function groupBy(
  requests: UpstreamRequest[],
  keyOf: (request: UpstreamRequest) => string,
): Map<string, UpstreamRequest[]> {
  const groups = new Map<string, UpstreamRequest[]>();
  for (const request of requests) {
    const key = keyOf(request);
    groups.set(key, [...(groups.get(key) ?? []), request]);
  }
  return groups;
}

/** Most that came within any span of so many milliseconds. */
function busiest(requests: UpstreamRequest[], spanMs: number): number {
  const times = requests.map(({ at }) => at);
  const counts = times.map(
    (start, n) => times.slice(n).filter(at => at < start + spanMs).length,
  );
  return Math.max(0, ...counts);
}

export interface InstanceRate {
  instance: string;
  perMinute: number;
  /** Most within any one minute. */
  busiestMinute: number;
  /** The most frequent paths, with how often. */
  asked: string[];
}

/** Of the instance that was asked most, over so many milliseconds. */
export function highestRate(
  requests: UpstreamRequest[],
  instances: string[],
  spanMs: number,
): InstanceRate {
  const byInstance = groupBy(requests, ({ instance }) => instance);
  const rates = instances.map(instance => {
    const all = byInstance.get(instance) ?? [];
    return {
      instance,
      perMinute: (all.length * 60_000) / spanMs,
      busiestMinute: busiest(all, 60_000),
      asked: frequent(all),
    };
  });
  return rates.reduce((a, b) => (b.perMinute > a.perMinute ? b : a));
}

function frequent(requests: UpstreamRequest[]): string[] {
  return [...groupBy(requests, whatOf)]
    .sort(([, a], [, b]) => b.length - a.length)
    .slice(0, 15)
    .map(([what, { length }]) => `${length} × ${what}`);
}

/**
 * What was asked more often than ever before within as much time: an engine is
 * asked anew for what is followed from time to time, whoever looks.
 */
export function addedRequests(
  before: UpstreamRequest[],
  during: UpstreamRequest[],
  spanMs: number,
): { count: number; asked: string[] } {
  const known = groupBy(before, whatOf);
  const added = [...groupBy(during, whatOf)].flatMap(([what, requests]) =>
    requests.slice(busiest(known.get(what) ?? [], spanMs)),
  );
  return { count: added.length, asked: frequent(added) };
}
