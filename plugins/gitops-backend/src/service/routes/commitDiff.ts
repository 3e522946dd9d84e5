import {
  CommitDiff,
  gitopsApplicationReadPermission,
} from '@backstage-gitops/plugin-gitops-common';
import { CommitDiffs } from '../CommitDiffs';
import { commitNameOf } from '../commitName';
import { Route } from '../route';

/** What a commit changed, line by line; asks Git. */
export function commitDiffRoute({ diffs }: { diffs: CommitDiffs }): Route {
  return {
    method: 'get',
    path: '/commits/:repository/:sha/diff',
    permission: gitopsApplicationReadPermission,
    async handle({ params, credentials }): Promise<CommitDiff> {
      return diffs.of(commitNameOf(params), credentials);
    },
  };
}
