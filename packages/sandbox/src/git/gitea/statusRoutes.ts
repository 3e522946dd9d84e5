import { Router } from 'express';
import { z } from 'zod/v4';
import { CommitStatus, CommitStatuses } from '../commitStatuses';
import { personOf } from '../credentials';
import { HostContext } from '../hostContext';
import { BareRepository } from '../bareRepository';
import {
  commitAt,
  repositoryFacts,
  repositoryOf,
  requireWriter,
} from './requests';
import { repositoryShape } from './repositoryShape';
import { personShape, seconds, View } from './userShapes';

const newStatus = z.object({
  state: z.enum(['pending', 'success', 'error', 'failure', 'warning']),
  context: z.string().max(255).default('default'),
  description: z.string().max(1_000).default(''),
  target_url: z.string().max(2_000).default(''),
});

function statusShape(
  view: View,
  { spec }: BareRepository,
  sha: string,
  status: CommitStatus,
) {
  return {
    id: status.id,
    status: status.state,
    target_url: status.targetUrl,
    description: status.description,
    url: `${view.base}/api/v1/repos/${spec.name}/statuses/${sha}`,
    context: status.context,
    creator: personShape(view, status.by),
    created_at: seconds(status.at),
    updated_at: seconds(status.at),
  };
}

/** What pipelines say of commits. */
export function addStatusRoutes(
  router: Router,
  context: HostContext,
  view: () => View,
): void {
  const { statuses } = context;

  router.get(
    '/repos/:owner/:repo/commits/:ref(*)/status',
    async (request, response) => {
      const repository = repositoryOf(context, request);
      const sha = await commitAt(repository, request.params.ref);
      const found = statuses.of(repository.spec.name, sha);
      const facts = await repositoryFacts(context, repository, request);
      response.json({
        state: CommitStatuses.combined(found) ?? '',
        sha: found.length > 0 ? sha : '',
        total_count: found.length,
        statuses:
          found.length > 0
            ? found.map(status => statusShape(view(), repository, sha, status))
            : null,
        repository:
          found.length > 0 ? repositoryShape(view(), repository, facts) : null,
        commit_url: '',
        url: '',
      });
    },
  );

  router.post(
    '/repos/:owner/:repo/statuses/:sha',
    async (request, response) => {
      const repository = repositoryOf(context, request);
      const by = personOf(requireWriter(request));
      const sha = await commitAt(repository, request.params.sha);
      const { target_url: targetUrl, ...rest } = newStatus.parse(request.body);
      const draft = { ...rest, targetUrl, by };
      const status = statuses.add(repository.spec.name, sha, draft);
      response.status(201).json(statusShape(view(), repository, sha, status));
    },
  );
}
