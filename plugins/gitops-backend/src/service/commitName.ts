import { NotFoundError } from '@backstage/errors';
import { CommitName } from '../git/types';

const REPOSITORY = /^[0-9a-f]{16}$/;
const SHA = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** The same for unknown and for forbidden. */
export function noSuchCommit(): NotFoundError {
  return new NotFoundError('There is no such commit that you may see.');
}

/** @throws NotFoundError for what cannot name a commit */
export function commitNameOf({
  repository,
  sha,
}: Record<string, string>): CommitName {
  if (!REPOSITORY.test(repository) || !SHA.test(sha)) throw noSuchCommit();
  return { repositoryId: repository, sha };
}
