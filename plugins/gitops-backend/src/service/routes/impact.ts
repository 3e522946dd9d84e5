import { InputError } from '@backstage/errors';
import {
  gitopsApplicationReadPermission,
  Impact,
  impactQuerySchema,
} from '@backstage-gitops/plugin-gitops-common';
import { repositoryPath } from '../../git/inputs/repositoryPath';
import { GitHistory, Touching } from '../../git/types';
import { parse } from '../parse';
import { Route } from '../route';
import { SeenImpact } from '../SeenImpact';

/** Which applications paths of a repository, or a merged pull request, have a part in. */
export function impactRoute({
  git,
  impact,
}: {
  git: GitHistory;
  impact: SeenImpact;
}): Route {
  return {
    method: 'get',
    path: '/impact',
    permission: gitopsApplicationReadPermission,
    async handle({ query, credentials }): Promise<Impact> {
      const touched = await git.touched(touchingOf(query));
      const seen = await impact.of(touched, credentials);
      return seen.impact;
    },
  };
}

/** @throws InputError where neither is asked for, or both, or a path that leads outside */
function touchingOf(query: unknown): Touching {
  const { repository, path, pull } = parse(impactQuerySchema, query);
  if (pull !== undefined && path === undefined) return { repository, pull };
  if (path === undefined || pull !== undefined) {
    throw new InputError(
      'Ask for the impact either of one or more "path" or of a "pull".',
    );
  }
  const paths = path.map(each => {
    const inside = repositoryPath(each);
    if (inside === undefined) {
      throw new InputError(`"${each}" leads out of the repository.`);
    }
    return inside;
  });
  return { repository, paths };
}
