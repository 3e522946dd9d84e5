import { commitsQuerySchema } from '@backstage-gitops/plugin-gitops-common';
import { CommitsFilter } from '@backstage-gitops/plugin-gitops-react';

const FIELDS = ['text', 'author', 'environment', 'application'] as const;
const COMMIT = 'commit';

/** One commit, as the API names it. */
export interface CommitPlace {
  repositoryId: string;
  sha: string;
}

/** What an address narrows the commits to; what it cannot mean is left out. */
export function readCommitsFilter(search: URLSearchParams): CommitsFilter {
  const filter: CommitsFilter = {};
  for (const field of FIELDS) {
    const value = search.get(field);
    const isText = commitsQuerySchema.shape[field].safeParse(value).success;
    if (value && isText) filter[field] = value;
  }
  return filter;
}

/** That address with another filter; all else that it has stays. */
export function writeCommitsFilter(
  search: URLSearchParams,
  filter: CommitsFilter,
): URLSearchParams {
  const written = new URLSearchParams(search);
  for (const field of FIELDS) {
    const value = filter[field];
    if (value) written.set(field, value);
    else written.delete(field);
  }
  return written;
}

/** The commit that an address opens. */
export function readCommitPlace(
  search: URLSearchParams,
): CommitPlace | undefined {
  const [, repositoryId, sha] =
    /^(.{1,200})\/([0-9a-f]{40,64})$/i.exec(search.get(COMMIT) ?? '') ?? [];
  return sha ? { repositoryId, sha } : undefined;
}

/** That address with a commit opened, or none. */
export function writeCommitPlace(
  search: URLSearchParams,
  place: CommitPlace | undefined,
): URLSearchParams {
  const written = new URLSearchParams(search);
  if (place) written.set(COMMIT, `${place.repositoryId}/${place.sha}`);
  else written.delete(COMMIT);
  return written;
}
