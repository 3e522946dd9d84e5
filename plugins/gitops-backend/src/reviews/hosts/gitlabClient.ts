import {
  Commits,
  MergeRequestApprovals,
  MergeRequests,
  Projects,
} from '@gitbeaker/rest';
import { z } from 'zod';
import { HostApi } from './hostApi';

/** GitLab's client writes `perPage` where its API reads `per_page`. */
function asQuery(parameters: Record<string, unknown> = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined) continue;
    const key = name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
    query.set(key, String(value));
  }
  return query.size > 0 ? `?${query}` : '';
}

/**
 * GitLab's client over our requests: its own would follow redirects, ask ten times
 * again where it asked too often, and not say when the host wants to be asked again.
 *
 * @param baseUrl - of the API, with its version
 */
export function gitlabClient(api: HostApi, baseUrl: string) {
  const onlyReads = async () => {
    throw new Error('Nothing is written to a Git host');
  };
  const options = {
    queryTimeout: null,
    requesterFn: () => ({
      get: async (
        endpoint: string,
        parameters: { searchParams?: Record<string, unknown> } = {},
      ) => {
        const query = asQuery(parameters.searchParams);
        const answer = await api.send(`${baseUrl}/${endpoint}${query}`);
        const headers = Object.fromEntries(answer.headers);
        // Of whatever shape; whoever reads it checks that.
        const body = z.any().parse(answer.json);
        if (!(body instanceof Object)) throw api.malformed();
        return { body, headers, status: answer.status };
      },
      post: onlyReads,
      put: onlyReads,
      patch: onlyReads,
      delete: onlyReads,
    }),
  };
  return {
    commits: new Commits(options),
    approvals: new MergeRequestApprovals(options),
    mergeRequests: new MergeRequests(options),
    projects: new Projects(options),
  };
}
