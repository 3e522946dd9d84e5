import {
  CommitDetail,
  gitopsApplicationReadPermission,
} from '@backstage-gitops/plugin-gitops-common';
import { commitNameOf } from '../commitName';
import { CommitReader } from '../CommitReader';
import { Route } from '../route';

/** One commit, with what it changed and which applications it touches; from the store alone. */
export function commitRoute({ commits }: { commits: CommitReader }): Route {
  return {
    method: 'get',
    path: '/commits/:repository/:sha',
    permission: gitopsApplicationReadPermission,
    async handle({ params, credentials }): Promise<CommitDetail> {
      return commits.detail(commitNameOf(params), credentials);
    },
  };
}
